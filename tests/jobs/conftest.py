from __future__ import annotations

import pytest
from flask import Flask

from models import db
from models.engine import prepare_engine
from tests.web import StandingClock, settings_for_tests


@pytest.fixture
def house(fresh_database, tmp_path):
    """Just enough of an application for jobs, on a database of its own: jobs commit, in threads of their own."""
    app = Flask(__name__)
    settings = settings_for_tests(tmp_path, fresh_database.url)
    app.config.update(SETTINGS=settings, CLOCK=StandingClock(), SQLALCHEMY_DATABASE_URI=settings.database_url)
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    yield app
    with app.app_context():
        db.engine.dispose()
