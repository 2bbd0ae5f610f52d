from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from config import ConfigError, Environment, Settings
from jobs.queue import claim, forget_claims, open_queue
from terms.time import SHANGHAI

SLOT = datetime(2026, 5, 4, 16, 0, tzinfo=SHANGHAI)


@pytest.fixture
def settings(tmp_path):
    return Settings(
        environment=Environment.TEST,
        secret_key="k" * 40,
        data_dir=tmp_path / "data",
        database_url="sqlite:///unused.db",
    )


class TestOpenQueue:
    def test_refuses_what_it_cannot_share_work_over(self, settings, tmp_path):
        strange = Settings(
            environment=Environment.TEST, secret_key="k" * 40, data_dir=tmp_path, database_url="", jobs_url="amqp://h"
        )

        with pytest.raises(ConfigError, match="JOBS_URL"):
            open_queue(strange)

    def test_refuses_a_job_that_nobody_here_signed(self, settings):
        queue = open_queue(settings)
        ran = []
        queue.task(name="do")(ran.append)
        queue.storage.enqueue(b"a pickle of somebody else:" + b"0" * 40)

        with pytest.raises(ValueError, match="mismatch"):
            queue.dequeue()

        assert ran == []
        queue.storage.close()


class TestClaim:
    def test_gives_a_slot_to_one_node_of_several(self, settings):
        nodes = [open_queue(settings) for _ in range(3)]

        assert [claim(node, "mark_late", SLOT) for node in nodes] == [True, False, False]
        assert [claim(node, "tidy_up", SLOT) for node in nodes] == [True, False, False]
        assert claim(nodes[2], "mark_late", SLOT + timedelta(minutes=1))
        for node in nodes:
            node.storage.close()


class TestForgetClaims:
    def test_forgets_what_is_older_and_nothing_else(self, settings):
        queue = open_queue(settings)
        claim(queue, "mark_late", SLOT)
        claim(queue, "mark_late", SLOT + timedelta(days=1))

        forget_claims(queue, SLOT + timedelta(minutes=1))

        assert claim(queue, "mark_late", SLOT)
        assert not claim(queue, "mark_late", SLOT + timedelta(days=1))
        queue.storage.close()
