"""Settings from the environment, into one frozen object. Nobody else reads the environment."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from click import ClickException

VERSION = "0.1.0"
SHORTEST_SECRET = 32
WELL_KNOWN_SECRETS = ("change", "default", "dev", "example", "password", "secret")
TRUE_WORDS = ("1", "true", "yes", "on")
FALSE_WORDS = ("", "0", "false", "no", "off")
LANGUAGES = ("zh_Hans_CN", "en")


class ConfigError(ClickException):
    """The environment asks for something that must not start. One sentence, which the command line shows as it is."""


class Environment(StrEnum):
    """What kind of run this is. Embedded (one machine, secret kept beside the data) is what you get unasked."""

    EMBEDDED = "embedded"
    PRODUCTION = "production"
    DEVELOPMENT = "development"
    DEMO = "demo"
    TEST = "test"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything that differs from one installation to the next.

    data_dir: database, job queue, secret and attachments, unless a URL says otherwise.
    jobs_url, limiter_url: `redis://...` when several nodes share them; empty means inside this process.
    idle_minutes, absolute_minutes: how long a log-in lasts without a request, and at most.
    log_in_tries, log_in_rest_minutes: after how many wrong passwords in a row an account rests, and for how long.
    log_ins_per_minute: how many tries one address has, counted before a password is looked at; a whole office may
        share one address.
    backup_dir, backups_kept: where the nightly backup goes, and how many of them stay; none is made unasked.
    imports_kept_days: after so many days the rows and the file of an import are thrown away; its counts stay.
    second_anchor_file: where else to note how far the audit's chain reaches, such as a share of another machine.
    proxy_count: how many reverse proxies stand in front and may be believed about the client's address.
    """

    environment: Environment
    secret_key: str
    data_dir: Path
    database_url: str
    jobs_url: str = ""
    limiter_url: str = "memory://"
    host: str = "127.0.0.1"
    port: int = 8000
    default_language: str = LANGUAGES[0]
    idle_minutes: int = 60
    absolute_minutes: int = 720
    log_in_tries: int = 5
    log_in_rest_minutes: int = 15
    log_ins_per_minute: int = 30
    max_upload_mb: int = 16
    max_import_mb: int = 64
    max_import_rows: int = 200_000
    imports_kept_days: int = 180
    proxy_count: int = 0
    secure_cookies: bool = False
    debug: bool = False
    second_anchor_file: Path | None = None
    backup_dir: Path | None = None
    backups_kept: int = 14

    @property
    def testing(self) -> bool:
        return self.environment is Environment.TEST

    @property
    def attachments_dir(self) -> Path:
        return self.data_dir / "attachments"

    @property
    def anchor_files(self) -> tuple[Path, ...]:
        """Where it is noted how far the audit's chain reaches."""
        second = (self.second_anchor_file,) if self.second_anchor_file else ()
        return (self.data_dir / "audit-anchors.log", *second)

    @property
    def imports_dir(self) -> Path:
        return self.data_dir / "imports"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Settings:
        """Read and check every setting; make the embedded secret when there is none yet.

        :raises ConfigError: one sentence naming the setting and what to do.
        """
        environment = _environment(environ)
        data_dir = Path(environ.get("DATA_DIR") or "data").resolve()
        return cls(
            environment=environment,
            secret_key=_secret(environ, environment, data_dir),
            data_dir=data_dir,
            database_url=_database_url(environ.get("DATABASE_URL", ""), data_dir),
            jobs_url=environ.get("JOBS_URL", cls.jobs_url),
            limiter_url=environ.get("LIMITER_URL") or cls.limiter_url,
            host=environ.get("HOST") or cls.host,
            port=_whole_number(environ, "PORT", cls.port, least=1, most=65535),
            default_language=_language(environ),
            idle_minutes=_whole_number(environ, "SESSION_IDLE_MINUTES", cls.idle_minutes, least=1),
            absolute_minutes=_whole_number(environ, "SESSION_ABSOLUTE_MINUTES", cls.absolute_minutes, least=1),
            log_in_tries=_whole_number(environ, "LOG_IN_TRIES", cls.log_in_tries, least=1, most=100),
            log_in_rest_minutes=_whole_number(environ, "LOG_IN_REST_MINUTES", cls.log_in_rest_minutes, least=1),
            log_ins_per_minute=_whole_number(environ, "LOG_INS_PER_MINUTE", cls.log_ins_per_minute, least=1),
            max_upload_mb=_whole_number(environ, "MAX_UPLOAD_MB", cls.max_upload_mb, least=1, most=1024),
            max_import_mb=_whole_number(environ, "MAX_IMPORT_MB", cls.max_import_mb, least=1, most=1024),
            max_import_rows=_whole_number(environ, "MAX_IMPORT_ROWS", cls.max_import_rows, least=1),
            imports_kept_days=_whole_number(environ, "IMPORTS_KEPT_DAYS", cls.imports_kept_days, least=1, most=3650),
            proxy_count=_whole_number(environ, "PROXY_COUNT", cls.proxy_count, most=9),
            secure_cookies=_yes_or_no(environ, "SECURE_COOKIES", unasked=environment is Environment.PRODUCTION),
            debug=_debug(environ, environment),
            second_anchor_file=_place(environ, "AUDIT_ANCHOR_FILE"),
            backup_dir=_place(environ, "BACKUP_DIR"),
            backups_kept=_whole_number(environ, "BACKUPS_KEPT", cls.backups_kept, least=1, most=1000),
        )


def _environment(environ: Mapping[str, str]) -> Environment:
    word = environ.get("APP_ENV") or Environment.EMBEDDED
    try:
        return Environment(word)
    except ValueError:
        raise ConfigError(f"APP_ENV is {word!r}; it must be one of: {', '.join(Environment)}.") from None


def _debug(environ: Mapping[str, str], environment: Environment) -> bool:
    # FLASK_DEBUG is read by Flask itself, so it must be refused here even though nothing of ours asks for it.
    debug = any(_yes_or_no(environ, name, unasked=False) for name in ("DEBUG", "FLASK_DEBUG"))
    if debug and environment not in (Environment.DEVELOPMENT, Environment.TEST):
        raise ConfigError("Debug mode lets visitors run code; unset DEBUG and FLASK_DEBUG, or set APP_ENV=development.")
    return debug


def _secret(environ: Mapping[str, str], environment: Environment, data_dir: Path) -> str:
    given = environ.get("SECRET_KEY", "")
    if given or environment is Environment.PRODUCTION:
        return _checked_secret(given)
    return _kept_secret(data_dir / "secret")


def _checked_secret(secret: str) -> str:
    if not secret:
        raise ConfigError("SECRET_KEY is not set; production needs one, the same on every node.")
    if len(secret) < SHORTEST_SECRET or len(set(secret)) < SHORTEST_SECRET // 4:
        raise ConfigError(f"SECRET_KEY is too easy to guess; use {SHORTEST_SECRET} or more random characters.")
    if secret.lower().startswith(WELL_KNOWN_SECRETS):
        raise ConfigError("SECRET_KEY looks like an example from a page; use random characters of your own.")
    return secret


def _kept_secret(path: Path) -> str:
    """The secret of a single machine: made once, readable by its owner only, kept with the data it protects."""
    try:
        if not path.exists():
            _make_secret(path)
        return path.read_text(encoding="ascii").strip() or _emptied(path)
    except OSError as problem:
        raise ConfigError(f"Cannot keep data in {path.parent}: {problem.strerror}. Set DATA_DIR.") from problem


def _make_secret(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(secrets.token_urlsafe(48), encoding="ascii")


def _emptied(path: Path) -> str:
    raise ConfigError(f"The file {path} is empty; delete it and start again (everybody signs in anew).")


def _database_url(url: str, data_dir: Path) -> str:
    """SQLite beside the data unless asked; every spelling of PostgreSQL becomes the driver that is installed."""
    for spelling in ("postgres://", "postgresql://"):
        if url.startswith(spelling):
            return "postgresql+psycopg://" + url.removeprefix(spelling)
    if url.startswith(("postgresql+psycopg://", "sqlite:///")):
        return url
    if url:
        raise ConfigError("DATABASE_URL must begin with postgresql:// or sqlite:///.")
    return f"sqlite:///{(data_dir / 'shouhou.db').as_posix()}"


def _place(environ: Mapping[str, str], name: str) -> Path | None:
    return Path(environ[name]).resolve() if environ.get(name) else None


def _language(environ: Mapping[str, str]) -> str:
    language = environ.get("DEFAULT_LANGUAGE") or LANGUAGES[0]
    if language not in LANGUAGES:
        raise ConfigError(f"DEFAULT_LANGUAGE is {language!r}; it must be one of: {', '.join(LANGUAGES)}.")
    return language


def _whole_number(environ: Mapping[str, str], name: str, unasked: int, *, least: int = 0, most: int = 10**6) -> int:
    word = environ.get(name) or str(unasked)
    if not (word.isascii() and word.isdigit() and least <= int(word) <= most):
        raise ConfigError(f"{name} is {word!r}; it must be a whole number from {least} to {most}.")
    return int(word)


def _yes_or_no(environ: Mapping[str, str], name: str, *, unasked: bool) -> bool:
    word = environ.get(name)
    if word is None:
        return unasked
    if word.lower() not in (*TRUE_WORDS, *FALSE_WORDS):
        raise ConfigError(f"{name} is {word!r}; write 1 or 0.")
    return word.lower() in TRUE_WORDS
