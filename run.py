#!/usr/bin/env python3
"""The two commands, standard library only (Linux, macOS, Windows).

python3 run.py demo [--port N] [--host H] [--data DIR]   start with the demo company
                    [--pack salt|supermarket]            ... or with that of another rulebook, kept in data/<pack>
python3 run.py      [--port N] [--host H] [--data DIR]   start with an empty company
python3 run.py test [pytest arguments]                   run the tests

Makes .venv beside itself, installs the pinned requirements once per change of their files, then hands over.
"""

import argparse
import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENV = ROOT / ".venv"
PYTHON = ENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
EVERYTHING = ("-n", "auto", "--dist", "loadfile")
# The demo companies, by the rulebook they work by; the first unasked.
PACKS = ("food", "salt", "supermarket")
PINS = ("requirements.txt", "requirements-dev.txt", "constraints.txt")


def main(arguments):
    if sys.version_info < (3, 11):
        return complain("Python 3.11 or newer is needed; this is %d.%d." % sys.version_info[:2])
    testing = arguments[:1] == ["test"]
    options = None if testing else read_options(arguments)
    problem = prepare("requirements-dev.txt" if testing else "requirements.txt")
    if problem:
        return complain(problem)
    return run_tests(arguments[1:]) if testing else serve(options)


def read_options(arguments):
    parser = argparse.ArgumentParser(prog="run.py", description="Start Shouhou, the after-sales desk.")
    parser.add_argument("what", nargs="?", choices=("demo",), help="demo: start with the demo company")
    parser.add_argument("--pack", choices=PACKS, help="demo: whose company to show; kept in data/<pack> unasked")
    parser.add_argument("--port", type=int, help="port to listen on (8000)")
    parser.add_argument("--host", help="address to listen on (127.0.0.1)")
    parser.add_argument("--data", metavar="DIR", help="where database, secret and files are kept (data)")
    options = parser.parse_args(arguments)
    if options.pack and not options.what:
        parser.error("--pack goes with demo: run.py demo --pack %s" % options.pack)
    return options


def prepare(requirements):
    """Make the environment and install what is pinned; answer a sentence when that is impossible."""
    if not PYTHON.exists():
        problem = make_environment()
        if problem:
            return problem
    stamp = ENV / (".%s.sha256" % Path(requirements).stem)
    wanted = fingerprint()
    if stamp.exists() and stamp.read_text() == wanted:
        return None
    print("Installing what Shouhou needs into .venv; this takes a minute, once.", flush=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "-q"]
    if subprocess.call([*pip, "-r", str(ROOT / requirements), "-c", str(ROOT / "constraints.txt")]) != 0:
        return "The installation failed; the lines above say why. Nothing was started."
    stamp.write_text(wanted)
    return None


def make_environment():
    try:
        import ensurepip  # noqa: F401  Debian leaves it out together with python3-venv
        import venv
    except ImportError:
        return "Python's venv module is missing. On Debian and Ubuntu: apt-get install python3-venv"
    print("Making .venv", flush=True)
    try:
        venv.EnvBuilder(with_pip=True, clear=ENV.exists()).create(ENV)
    except (OSError, subprocess.CalledProcessError) as problem:
        return "Could not make .venv: %s" % problem
    return None


def fingerprint():
    pins = b"".join((ROOT / name).read_bytes() for name in PINS)
    return hashlib.sha256(pins + sys.version.encode()).hexdigest()


def run_tests(arguments):
    """All tests on every core, or those asked for in one process."""
    return hand_over([str(PYTHON), "-m", "pytest", *(arguments or EVERYTHING)], os.environ)


def serve(options):
    demo = options.what == "demo"
    which = (["--demo"] if demo else []) + (["--pack", options.pack] if options.pack else [])
    return hand_over([str(PYTHON), "-m", "flask", "--app", "app", "serve", *which], environment(options, demo))


def environment(options, demo):
    """The options as the settings they stand for; what is not given stays as the environment has it."""
    folder = options.data
    if not folder and options.pack not in (None, PACKS[0]) and not os.environ.get("DATA_DIR"):
        folder = str(ROOT / "data" / options.pack)  # so that one company is not looked for in another's folder
    chosen = {
        "APP_ENV": "demo" if demo else None,
        "PORT": options.port,
        "HOST": options.host,
        "DATA_DIR": os.path.abspath(folder) if folder else None,
    }
    return {**os.environ, **{name: str(value) for name, value in chosen.items() if value is not None}}


def hand_over(command, environ):
    """Become the command, so that signals reach it; Windows cannot, and waits beside it instead."""
    os.chdir(str(ROOT))
    if os.name != "nt":
        os.execve(command[0], command, dict(environ))  # noqa: S606
    with subprocess.Popen(command, env=dict(environ)) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                continue  # it reached the command by itself; let it tidy up


def complain(sentence):
    print("run.py: " + sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
