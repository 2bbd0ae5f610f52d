from __future__ import annotations

import pytest

from admin_views import register
from models import db
from tests.admin_views.screens import GROUPS
from tests.web import HouseClient, browser, put_on, reset_limits, restore, settings_for_tests


@pytest.fixture(scope="session")
def desk_of_engine(engine, tmp_path_factory):
    """The application with the tests' own screens in its menu."""
    from app import create_app

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(register, "GROUPS", GROUPS)
        url = engine.url.render_as_string(hide_password=False)
        desk = create_app(settings_for_tests(tmp_path_factory.mktemp("desk"), url))
    with desk.app_context():
        db.session.configure(join_transaction_mode="create_savepoint")
    desk.test_client_class = HouseClient
    return desk


@pytest.fixture
def desk(desk_of_engine, connection, clock):
    before, config = put_on(desk_of_engine, connection), dict(desk_of_engine.config)
    desk_of_engine.config.update(CLOCK=clock, WTF_CSRF_ENABLED=False)
    reset_limits(desk_of_engine)
    yield desk_of_engine
    desk_of_engine.config.clear()
    desk_of_engine.config.update(config)
    restore(desk_of_engine, before)


@pytest.fixture
def sit_down(desk, session, clock):
    """`sit_down(staff)`: a browser of this person in front of the tests' screens."""
    return lambda staff: browser(desk, session, clock).log_in(staff)
