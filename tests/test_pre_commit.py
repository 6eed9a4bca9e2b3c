"""Runs the real pre-commit with the hook of this checkout, in a repository made for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BAD = """\
import hashlib
import hmac

from flask import request


def is_paystack(secret):
    expected = hmac.new(secret, request.get_data(), hashlib.sha512).hexdigest()
    return expected == request.headers["x-paystack-signature"]
"""
GOOD = BAD.replace(
    'expected == request.headers["x-paystack-signature"]',
    'hmac.compare_digest(expected, request.headers["x-paystack-signature"])',
)

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which git and pre-commit know nothing of this machine's user, nor of a commit under way."""
    env = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PRE_COMMIT", "PYTHON"))}
    for role in ("AUTHOR", "COMMITTER"):
        env |= {f"GIT_{role}_NAME": "Ana", f"GIT_{role}_EMAIL": "ana@example.com"}
    cache = tmp_path_factory.mktemp("pre-commit")
    return env | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "PRE_COMMIT_HOME": str(cache)}


def run(*command: str, cwd: Path, env: dict[str, str]) -> tuple[int, str]:
    done = subprocess.run(
        command, cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=900
    )
    return done.returncode, done.stdout


def succeed(*command: str, cwd: Path, env: dict[str, str]) -> str:
    code, output = run(*command, cwd=cwd, env=env)
    assert code == 0, output
    return output


def commit_all(folder: Path, env: dict[str, str]) -> str:
    succeed("git", "init", "--quiet", "--initial-branch=main", cwd=folder, env=env)
    succeed("git", "add", "--all", cwd=folder, env=env)
    succeed("git", "commit", "--quiet", "--message", "start", cwd=folder, env=env)
    return succeed("git", "rev-parse", "HEAD", cwd=folder, env=env).strip()


@pytest.fixture(scope="module")
def hook(tmp_path_factory: pytest.TempPathFactory, env: dict[str, str]) -> tuple[Path, str]:
    """A repository with the files of this checkout as they are now, committed or not, and its commit."""
    copy = tmp_path_factory.mktemp("hook") / "ekzlint"
    copy.mkdir()
    for name in ("README.md", "LICENSE", "pyproject.toml", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, copy)
    for name in ("src", "rules", "templates"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    return copy, commit_all(copy, env)


@pytest.fixture(scope="module")
def installed(hook: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory, env: dict[str, str]) -> str:
    """The configuration of a project that uses the hook, whose environment pre-commit has made."""
    config = f"repos:\n  - repo: {hook[0].as_posix()}\n    rev: {hook[1]}\n    hooks:\n      - id: ekzlint\n"
    config += "      - id: ekzlint-fix\n        stages: [manual]\n"
    project = tmp_path_factory.mktemp("first-project")
    (project / ".pre-commit-config.yaml").write_text(config)
    commit_all(project, env)
    code, output = run(sys.executable, "-m", "pre_commit", "install-hooks", cwd=project, env=env)
    if code != 0 and not _index_is_reached(project, env):
        pytest.skip("the package index cannot be reached, and pre-commit installs the hook's dependencies from there")
    assert code == 0, output
    return config


def _index_is_reached(folder: Path, env: dict[str, str]) -> bool:
    command = (sys.executable, "-m", "pip", "download", "--no-deps", "--dest", "probe", "hatchling")
    return run(*command, cwd=folder, env=env)[0] == 0


@pytest.fixture
def project(installed: str, tmp_path: Path, env: dict[str, str]) -> Path:
    """A fresh repository in which pre-commit runs at each commit."""
    (tmp_path / ".pre-commit-config.yaml").write_text(installed)
    (tmp_path / "readme.txt").write_text("A shop.\n")
    commit_all(tmp_path, env)
    succeed(sys.executable, "-m", "pre_commit", "install", cwd=tmp_path, env=env)
    return tmp_path


def commit(project: Path, env: dict[str, str], **files: str) -> tuple[int, str]:
    """Write `files`, commit them, and return git's exit code and what it and the hook said."""
    for name, text in files.items():
        path = project / f"{name.replace('__', '/')}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    succeed("git", "add", "--all", cwd=project, env=env)
    return run("git", "commit", "--message", "change", cwd=project, env=env)


def commits(project: Path, env: dict[str, str]) -> int:
    return int(succeed("git", "rev-list", "--count", "HEAD", cwd=project, env=env))


def test_a_commit_with_a_mistake_is_rejected_and_the_finding_shown(project: Path, env: dict[str, str]):
    code, output = commit(project, env, shop__hooks=BAD, shop__other="x = 1\n")
    assert code == 1, output
    assert "ekzlint" in output
    assert "Failed" in output
    assert "EKZ203" in output
    assert "shop/hooks.py:9" in output
    assert "Traceback" not in output
    assert commits(project, env) == 1


def test_a_commit_without_a_mistake_passes(project: Path, env: dict[str, str]):
    code, output = commit(project, env, shop__hooks=GOOD)
    assert code == 0, output
    assert "Passed" in output
    assert commits(project, env) == 2


def test_a_commit_passes_once_its_mistake_is_repaired(project: Path, env: dict[str, str]):
    assert commit(project, env, shop__hooks=BAD)[0] == 1
    assert commit(project, env, shop__hooks=GOOD)[0] == 0
    assert commits(project, env) == 2


def test_what_is_excluded_is_not_checked_though_pre_commit_names_it(project: Path, env: dict[str, str]):
    code, output = commit(project, env, tests__test_hooks=BAD)
    assert code == 0, output


def test_the_configuration_of_the_project_counts(project: Path, env: dict[str, str]):
    (project / "ekzlint.toml").write_text('ignore = ["EKZ2"]\n')
    code, output = commit(project, env, shop__hooks=BAD)
    assert code == 0, output


def fix(project: Path, env: dict[str, str]) -> tuple[int, str]:
    """Run the second hook, which repairs, over all files."""
    command = (sys.executable, "-m", "pre_commit", "run", "ekzlint-fix", "--hook-stage", "manual", "--all-files")
    return run(*command, cwd=project, env=env)


def test_the_fixing_hook_repairs_and_then_passes(project: Path, env: dict[str, str]):
    (project / "hooks.py").write_text(BAD)
    succeed("git", "add", "--all", cwd=project, env=env)
    code, output = fix(project, env)
    assert code == 1, output
    assert "files were modified by this hook" in output
    assert "compare_digest" in (project / "hooks.py").read_text()
    succeed("git", "add", "--all", cwd=project, env=env)
    assert fix(project, env)[0] == 0
    code, output = run("git", "commit", "--message", "repaired", cwd=project, env=env)
    assert code == 0, output


def test_the_fixing_hook_leaves_excluded_files_alone(project: Path, env: dict[str, str]):
    (project / "tests").mkdir()
    (project / "tests" / "test_hooks.py").write_text(BAD)
    succeed("git", "add", "--all", cwd=project, env=env)
    assert fix(project, env)[0] == 0
    assert (project / "tests" / "test_hooks.py").read_text() == BAD
