from __future__ import annotations

import os
import secrets

import pytest

from config import ConfigError, Environment, Settings

SECRET = secrets.token_urlsafe(48)


@pytest.fixture
def read(tmp_path):
    def read(**environ: str) -> Settings:
        return Settings.from_environment({"DATA_DIR": str(tmp_path), **environ})

    return read


class TestFromEnvironment:
    def test_asks_for_nothing_on_a_single_machine(self, read, tmp_path):
        settings = read()

        assert settings.environment is Environment.EMBEDDED
        assert settings.database_url == f"sqlite:///{tmp_path.as_posix()}/shouhou.db"
        assert (settings.host, settings.port) == ("127.0.0.1", 8000)
        assert not settings.debug

    def test_makes_the_embedded_secret_once_and_keeps_it(self, read):
        first = read().secret_key

        assert len(first) >= 32
        assert read().secret_key == first

    @pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in access lists, not in modes")
    def test_lets_only_the_owner_read_the_embedded_secret(self, read, tmp_path):
        read()

        assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600

    def test_refuses_an_emptied_secret_file(self, read, tmp_path):
        (tmp_path / "secret").touch()

        with pytest.raises(ConfigError, match="is empty"):
            read()

    @pytest.mark.parametrize(
        ("secret", "reason"),
        [
            ("", "not set"),
            ("k3" * 8, "too easy to guess"),
            ("k" * 64, "too easy to guess"),
            ("change-me-please-0123456789-abcdefgh", "looks like an example"),
        ],
    )
    def test_refuses_production_without_a_secret_of_its_own(self, read, secret, reason):
        with pytest.raises(ConfigError, match=reason):
            read(APP_ENV="production", SECRET_KEY=secret)

    def test_secures_cookies_in_production_unless_told_otherwise(self, read):
        assert read(APP_ENV="production", SECRET_KEY=SECRET).secure_cookies
        assert not read(APP_ENV="production", SECRET_KEY=SECRET, SECURE_COOKIES="0").secure_cookies
        assert not read().secure_cookies

    @pytest.mark.parametrize("switch", ["DEBUG", "FLASK_DEBUG"])
    @pytest.mark.parametrize("environment", ["production", "embedded", "demo"])
    def test_refuses_debug_outside_development(self, read, environment, switch):
        with pytest.raises(ConfigError, match="Debug mode"):
            read(APP_ENV=environment, SECRET_KEY=SECRET, **{switch: "1"})

    def test_allows_debug_in_development(self, read):
        assert read(APP_ENV="development", DEBUG="1").debug

    @pytest.mark.parametrize("spelling", ["postgres", "postgresql", "postgresql+psycopg"])
    def test_uses_the_installed_driver_for_every_spelling_of_postgresql(self, read, spelling):
        assert read(DATABASE_URL=f"{spelling}://u:p@h/d").database_url == "postgresql+psycopg://u:p@h/d"

    @pytest.mark.parametrize(
        "setting",
        [
            {"DATABASE_URL": "mysql://h/d"},
            {"APP_ENV": "staging"},
            {"DEFAULT_LANGUAGE": "fr"},
            {"PORT": "0"},
            {"PORT": "65536"},
            {"PORT": "eighty"},
            {"PROXY_COUNT": "-1"},
            {"MAX_UPLOAD_MB": "1.5"},
            {"SECURE_COOKIES": "perhaps"},
            {"LOG_INS_PER_MINUTE": "often"},
            {"LOG_INS_PER_MINUTE": "0"},
        ],
    )
    def test_names_the_setting_it_cannot_use(self, read, setting):
        with pytest.raises(ConfigError, match=next(iter(setting))):
            read(**setting)

    def test_takes_an_empty_setting_for_one_not_given(self, read):
        settings = read(PORT="", HOST="", APP_ENV="", SECRET_KEY="", DATABASE_URL="", LIMITER_URL="")

        assert (settings.port, settings.limiter_url) == (8000, "memory://")

    def test_says_where_it_cannot_keep_its_data(self, tmp_path):
        (tmp_path / "data").touch()

        with pytest.raises(ConfigError, match="Set DATA_DIR"):
            Settings.from_environment({"DATA_DIR": str(tmp_path / "data")})
