from __future__ import annotations

import builtins
import sys

import pytest

import run
from demo.companies import PACKS


class TestMain:
    def test_refuses_an_older_python_in_one_line(self, monkeypatch, capsys):
        monkeypatch.setattr(sys, "version_info", (3, 10, 4))

        assert run.main([]) == 1
        assert capsys.readouterr().err == "run.py: Python 3.11 or newer is needed; this is 3.10.\n"

    def test_starts_nothing_when_the_installation_fails(self, monkeypatch, capsys):
        monkeypatch.setattr(run, "prepare", lambda _requirements: "The installation failed.")

        assert run.main(["demo"]) == 1
        assert capsys.readouterr().err == "run.py: The installation failed.\n"

    def test_hands_what_follows_test_to_pytest(self, monkeypatch):
        asked = []
        monkeypatch.setattr(run, "prepare", asked.append)
        monkeypatch.setattr(run, "hand_over", lambda command, _environ: asked.append(command[1:]))

        run.main(["test", "-k", "authority", "--lf"])

        assert asked == ["requirements-dev.txt", ["-m", "pytest", "-k", "authority", "--lf"]]

    def test_runs_everything_on_every_core(self, monkeypatch):
        asked = []
        monkeypatch.setattr(run, "prepare", lambda _requirements: None)
        monkeypatch.setattr(run, "hand_over", lambda command, _environ: asked.append(command[1:]))

        run.main(["test"])

        assert asked == [["-m", "pytest", "-n", "auto", "--dist", "loadfile"]]


class TestMakeEnvironment:
    def test_names_the_package_that_debian_leaves_out(self, monkeypatch):
        importing = builtins.__import__

        def without_ensurepip(name, *args, **kwargs):
            if name == "ensurepip":
                raise ImportError(name)
            return importing(name, *args, **kwargs)

        monkeypatch.setattr(builtins, "__import__", without_ensurepip)

        assert "apt-get install python3-venv" in run.make_environment()


class TestPrepare:
    @pytest.fixture
    def installed(self, monkeypatch, tmp_path):
        """A made environment, and the list of what was installed into it."""
        calls = []
        monkeypatch.setattr(run, "ENV", tmp_path)
        monkeypatch.setattr(run, "PYTHON", tmp_path)
        monkeypatch.setattr(run.subprocess, "call", lambda command: calls.append(command[-3:]) or 0)
        return calls

    def test_installs_once_until_a_pin_changes(self, installed, monkeypatch):
        run.prepare("requirements.txt")
        run.prepare("requirements.txt")
        assert len(installed) == 1

        monkeypatch.setattr(run, "fingerprint", lambda: "another")
        run.prepare("requirements.txt")
        assert len(installed) == 2

    def test_holds_every_package_to_the_version_that_was_tested(self, installed):
        run.prepare("requirements-dev.txt")

        assert installed == [[str(run.ROOT / "requirements-dev.txt"), "-c", str(run.ROOT / "constraints.txt")]]

    def test_tries_again_after_a_failure(self, installed, monkeypatch):
        monkeypatch.setattr(run.subprocess, "call", lambda _command: 1)

        assert "failed" in run.prepare("requirements.txt")
        assert "failed" in run.prepare("requirements.txt")


class TestEnvironment:
    def test_says_options_as_the_settings_they_stand_for(self, monkeypatch, tmp_path):
        monkeypatch.setattr(run.os, "environ", {"PORT": "1", "SECRET_KEY": "kept"})
        options = run.read_options(["demo", "--port", "8123", "--host", "0.0.0.0", "--data", str(tmp_path)])

        assert run.environment(options, demo=True) == {
            "APP_ENV": "demo",
            "PORT": "8123",
            "HOST": "0.0.0.0",
            "DATA_DIR": str(tmp_path),
            "SECRET_KEY": "kept",
        }

    def test_leaves_alone_what_was_not_given(self, monkeypatch):
        monkeypatch.setattr(run.os, "environ", {"PORT": "1"})

        assert run.environment(run.read_options([]), demo=False) == {"PORT": "1"}

    def test_keeps_another_demo_company_in_a_folder_of_its_own(self, monkeypatch):
        monkeypatch.setattr(run.os, "environ", {})

        assert run.environment(run.read_options(["demo", "--pack", "salt"]), demo=True)["DATA_DIR"] == str(
            run.ROOT / "data" / "salt"
        )
        assert "DATA_DIR" not in run.environment(run.read_options(["demo", "--pack", "food"]), demo=True)

    def test_leaves_the_folder_to_whoever_names_one(self, monkeypatch, tmp_path):
        monkeypatch.setattr(run.os, "environ", {"DATA_DIR": "/kept"})

        assert run.environment(run.read_options(["demo", "--pack", "salt"]), demo=True)["DATA_DIR"] == "/kept"


class TestReadOptions:
    @pytest.mark.parametrize(
        ("arguments", "said"), [(["demo", "--pack", "fruit"], "salt"), (["--pack", "salt"], "demo")]
    )
    def test_says_which_demo_companies_there_are_and_how_to_start_one(self, capsys, arguments, said):
        with pytest.raises(SystemExit):
            run.read_options(arguments)

        assert said in capsys.readouterr().err.splitlines()[-1]

    def test_knows_the_companies_that_are_told(self):
        assert run.PACKS == PACKS
