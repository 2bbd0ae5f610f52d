"""The application: wires every room, decides nothing."""

from __future__ import annotations

import os

from flask import Flask
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from admin_views import (
    addresses,
    assets,
    clauses,
    clock,
    doors,
    errors,
    headers,
    kept,
    languages,
    limits,
    register,
    signed_in,
    words,
)
from admin_views.auth import auth
from cli.audit import audit
from cli.backup import backup
from cli.commands import explain, rulebook
from cli.doctor import doctor
from cli.jobs import jobs
from cli.serve import serve
from config import Settings
from jobs import runner
from models import db
from models.engine import prepare_engine

MEGABYTE = 1024 * 1024
# In the order in which they wrap a request.
ROOMS = (
    signed_in, languages, words, clauses, addresses, assets, limits, headers, errors, kept, doors, register, runner,
)  # fmt: skip


def create_app(settings: Settings | None = None) -> Flask:
    """The whole application for these settings; unasked, they come from the environment.

    :raises ConfigError: when the environment asks for something that must not start.
    """
    settings = settings or Settings.from_environment(os.environ)
    app = Flask(__name__)
    configure(app, settings)
    open_database(app, settings)
    CSRFProtect(app)
    for room in ROOMS:
        room.install(app)
    app.register_blueprint(auth)
    for command in (audit, backup, doctor, explain, jobs, rulebook, serve):
        app.cli.add_command(command)
    Migrate(app, db)
    if settings.proxy_count:
        hops = settings.proxy_count
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SETTINGS=settings,
        CLOCK=clock.wall_clock,
        SECRET_KEY=settings.secret_key,
        TESTING=settings.testing,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        MAX_CONTENT_LENGTH=settings.max_upload_mb * MEGABYTE,
        SESSION_COOKIE_NAME="shouhou",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        # A form stays good as long as the log-in it was opened in: a clerk may be called away for an hour.
        WTF_CSRF_TIME_LIMIT=None,
        # A strict referrer check would refuse the plain-HTTP intranet behind a TLS proxy; the token is the check.
        WTF_CSRF_SSL_STRICT=False,
        RATELIMIT_STORAGE_URI=settings.limiter_url,
        LOG_IN_LIMIT=f"{settings.log_ins_per_minute} per minute",
        TEMPLATES_AUTO_RELOAD=settings.debug,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def open_database(app: Flask, settings: Settings) -> None:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
