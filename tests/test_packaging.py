"""Builds what is published, the way it is published, and uses it as a stranger would."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from ekzlint import __version__

ROOT = Path(__file__).resolve().parent.parent
BAD = """\
import hashlib
import hmac

from flask import request


def is_paystack(secret):
    expected = hmac.new(secret, request.get_data(), hashlib.sha512).hexdigest()
    return expected == request.headers["x-paystack-signature"]
"""


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    env = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    return subprocess.run(
        [str(part) for part in command], cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8", timeout=900
    )


def succeed(*command: str | Path, cwd: Path) -> str:
    done = run(*command, cwd=cwd)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder, on a machine that reaches the package index."""
    folder = tmp_path_factory.mktemp("packaging")
    probe = run(sys.executable, "-m", "pip", "download", "--no-deps", "--dest", "probe", "hatchling", cwd=folder)
    if probe.returncode != 0:
        pytest.skip("the package index cannot be reached, and a build takes its tools from there")
    return folder


@pytest.fixture(scope="module")
def built(folder: Path) -> tuple[Path, Path]:
    """The sdist, and the wheel that is built from it and not from the checkout."""
    succeed(sys.executable, "-m", "build", "--outdir", folder / "dist", ROOT, cwd=folder)
    return next(folder.glob("dist/*.tar.gz")), next(folder.glob("dist/*.whl"))


@pytest.fixture(scope="module")
def scripts(folder: Path, built: tuple[Path, Path]) -> Path:
    """The scripts of an environment that holds the wheel and what it depends on, and nothing else."""
    succeed(sys.executable, "-m", "venv", "clean", cwd=folder)
    scripts = folder / "clean" / ("Scripts" if os.name == "nt" else "bin")
    succeed(scripts / "python", "-m", "pip", "install", "--quiet", built[1], cwd=folder)
    return scripts


def test_the_sdist_holds_what_the_wheel_is_built_from(built: tuple[Path, Path]):
    with tarfile.open(built[0]) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert {"LICENSE", "README.md", "CHANGELOG.md", "pyproject.toml", "templates/manifest.toml"} <= names
    assert {path.relative_to(ROOT).as_posix() for path in ROOT.glob("rules/**/*.toml")} <= names
    assert not any(name.startswith((".venv", ".git/")) for name in names)


def test_the_wheel_holds_the_package_and_its_data(built: tuple[Path, Path]):
    with zipfile.ZipFile(built[1]) as wheel:
        names = set(wheel.namelist())
    assert {"ekzlint/__main__.py", "ekzlint/py.typed", "ekzlint/_data/templates/manifest.toml"} <= names
    data = [*ROOT.glob("rules/**/*.toml"), *ROOT.glob("templates/**/*.j2")]
    assert {f"ekzlint/_data/{path.relative_to(ROOT).as_posix()}" for path in data} <= names
    assert f"ekzlint-{__version__}.dist-info/licenses/LICENSE" in names
    assert {name.split("/")[0] for name in names} == {"ekzlint", f"ekzlint-{__version__}.dist-info"}


def test_the_installed_command_checks_a_file(folder: Path, scripts: Path):
    shop = folder / "shop"
    shop.mkdir()
    (shop / "hooks.py").write_text(BAD)
    done = run(scripts / "ekzlint", "check", "--format", "json", cwd=shop)
    assert (done.returncode, done.stderr) == (1, "")
    findings = json.loads(done.stdout)["findings"]
    assert [(row["code"], row["path"], row["line"]) for row in findings] == [("EKZ203", "hooks.py", 9)]
    for format_ in ("text", "concise", "sarif", "github"):
        done = run(scripts / "ekzlint", "check", "--format", format_, cwd=shop)
        assert (done.returncode, done.stderr) == (1, "")
        assert "EKZ203" in done.stdout


def test_the_installed_command_knows_its_rules_and_their_examples(folder: Path, scripts: Path):
    assert succeed(scripts / "ekzlint", "--version", cwd=folder) == f"ekzlint {__version__}\n"
    assert "EKZ101" in succeed(scripts / "ekzlint", "rules", cwd=folder)
    explained = succeed(scripts / "python", "-m", "ekzlint", "explain", "EKZ101", cwd=folder)
    assert "bad_" in explained
    assert "good_" in explained


def test_the_installed_command_scaffolds(folder: Path, scripts: Path):
    project = folder / "project"
    project.mkdir()
    (project / "main.py").write_text("from fastapi import FastAPI\n\napp = FastAPI()\n")
    done = run(scripts / "ekzlint", "scaffold", "--yes", cwd=project)
    assert (done.returncode, done.stderr) == (0, "")
    assert (project / "payments" / "providers" / "ekwanza" / "adapter.py").is_file()
    assert "app.include_router(payments_router)" in (project / "main.py").read_text()
    assert "Nothing to do" in succeed(scripts / "ekzlint", "scaffold", "--yes", cwd=project)
    succeed(scripts / "ekzlint", "check", "--min-confidence", "low", cwd=project)


def test_the_dependencies_agree_with_each_other(folder: Path, scripts: Path):
    succeed(scripts / "python", "-m", "pip", "check", cwd=folder)
