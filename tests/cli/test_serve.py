from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

import click
import pytest

from cli.serve import address, refuse_taken
from tests.guards.tree import ROOT

PATIENCE = 60


class TestRefuseTaken:
    def test_names_the_port_and_the_way_out(self):
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = other.getsockname()[1]

            with pytest.raises(click.ClickException, match=f"port {port}.*Try --port"):
                refuse_taken("127.0.0.1", port)

    def test_leaves_a_free_port_free(self):
        port = free_port()

        refuse_taken("127.0.0.1", port)
        refuse_taken("127.0.0.1", port)


class TestAddress:
    @pytest.mark.parametrize(
        ("host", "home"),
        [
            ("127.0.0.1", "http://127.0.0.1:8000/"),
            ("0.0.0.0", "http://127.0.0.1:8000/"),
            ("::", "http://[::1]:8000/"),
            ("fe80::1", "http://[fe80::1]:8000/"),
            ("desk.example", "http://desk.example:8000/"),
        ],
    )
    def test_is_one_that_can_be_typed(self, host, home):
        assert address(host, 8000) == home


class TestServe:
    def test_starts_an_empty_company_and_stops_when_told(self, tmp_path):
        with served(tmp_path) as (process, port):
            wait_for_answer(port, process)
            process.send_signal(signal.SIGTERM)
            said, faults = process.communicate(timeout=PATIENCE)

        assert process.returncode == 0, faults
        assert f"http://127.0.0.1:{port}/setup" in said
        assert "One-time token" in said
        assert {"shouhou.db", "secret", "jobs.db"} <= {path.name for path in tmp_path.iterdir()}


@contextmanager
def served(data_dir):
    """A running desk and its port; killed at the end if it did not stop by itself."""
    port = free_port()
    environ = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "SYSTEMROOT"}}
    process = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "app", "serve"],
        cwd=ROOT,
        env={**environ, "DATA_DIR": str(data_dir), "PORT": str(port), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        yield process, port
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_answer(port, process):
    """Wait until the desk answers at all; what it answers is for the screens' tests."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE)
        except urllib.error.HTTPError as answer:
            answer.close()
        except OSError:
            time.sleep(0.2)
            continue
        return
    raise AssertionError(process.communicate()[1] if process.poll() is not None else "no answer")
