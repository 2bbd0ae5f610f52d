"""One of the measured applications in a process of its own.

python -m benchmarks.server product sqlite:///big.db 8101
"""

from __future__ import annotations

import atexit
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any

import waitress
from flask import Flask

from benchmarks.counted import counted
from benchmarks.ground import NOW
from config import Environment, Settings
from models import db

SECRET = "only for measuring, and long enough for it"  # noqa: S105
THREADS = 4


def product(url: str) -> Flask:
    """Our own application as an office runs it, but on a standing clock and without limits on how often one may ask."""
    from admin_views.limits import limiter
    from app import create_app

    folder = Path(tempfile.mkdtemp(prefix="shouhou-benchmark-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    app = create_app(Settings(environment=Environment.EMBEDDED, secret_key=SECRET, data_dir=folder, database_url=url))
    app.config["CLOCK"] = lambda: NOW
    limiter.enabled = False
    return app


def make(kind: str, url: str) -> tuple[Flask, Any]:
    """The application of this kind and the engine it works on."""
    if kind == "floor":
        from benchmarks.floor import floor

        app = floor(url)
        return app, app.extensions["engine"]
    if kind == "stock":
        from benchmarks.peer_stock import stock

        app = stock(url)
    else:
        app = product(url)
    with app.app_context():
        return app, db.engine


def main() -> None:
    kind, url, port = sys.argv[1:]
    app, engine = make(kind, url)
    # An ordinary end, so that what was made is taken away.
    signal.signal(signal.SIGTERM, lambda _signal, _frame: sys.exit(0))
    waitress.serve(
        counted(app, engine), host="127.0.0.1", port=int(port), threads=THREADS, ident=None, channel_timeout=3600
    )


if __name__ == "__main__":
    main()
