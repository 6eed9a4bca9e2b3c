"""Which lines have changed since a commit, and which findings that touches."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from ekzlint.changes import GitError, changed_lines, on_changed_lines
from ekzlint.config import Config
from ekzlint.engine import check

VIEWS = """import stripe
from flask import Flask, request

app = Flask(__name__)


@app.post("/one")
def one():
    return stripe.Charge.create(amount=request.json["amount"])


@app.post("/two")
def two():
    total = request.json["total"]
    return stripe.Charge.create(amount=total)
"""
HOOK = """import stripe
from flask import Blueprint, request

hooks = Blueprint("hooks", __name__)


@hooks.post("/stripe/webhook")
def stripe_webhook():
    stripe.Webhook.construct_event(request.data, request.headers["Stripe-Signature"], "x")
    order = Order.objects.get(id=request.json["data"]["object"]["id"])
    if order.paid:
        return "ok"
    order.paid = True
    order.save()
    return "ok"
"""


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "views.py").write_text(VIEWS)
    (tmp_path / "hook.py").write_text(HOOK)
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "first")
    return tmp_path


def touched(root: Path, base: str = "HEAD") -> list[tuple[str, str, int]]:
    result = on_changed_lines(check([root], Config()), changed_lines(base, root))
    return [(finding.path, finding.code, finding.line) for finding in result.findings]


def test_nothing_has_changed(repository: Path):
    assert len(check([repository], Config()).findings) >= 2
    assert touched(repository) == []


def test_a_changed_line_brings_its_finding_and_no_other(repository: Path):
    (repository / "views.py").write_text(VIEWS.replace('json["amount"]', 'json["sum_amount"]'))
    assert touched(repository) == [("views.py", "EKZ101", 9)]


def test_a_change_of_what_proves_a_finding_counts(repository: Path):
    (repository / "views.py").write_text(
        VIEWS.replace('total = request.json["total"]', 'total = request.args["total"]')
    )
    assert touched(repository) == [("views.py", "EKZ101", 15)]


def test_lines_that_only_move_have_not_changed(repository: Path):
    (repository / "views.py").write_text(VIEWS.replace("import stripe\n", "import os\nimport stripe\n"))
    assert touched(repository) == []


def test_what_was_taken_out_of_a_handler_touches_the_handler(repository: Path):
    lines = HOOK.splitlines(keepends=True)
    (repository / "hook.py").write_text("".join(line for line in lines if "construct_event" not in line))
    assert ("hook.py", "EKZ201", 8) in touched(repository)


def test_a_new_file_is_all_new(repository: Path):
    (repository / "other views\u00e9.py").write_text(VIEWS)
    assert touched(repository) == [("other views\u00e9.py", "EKZ101", 9), ("other views\u00e9.py", "EKZ101", 15)]


def test_names_that_git_quotes(repository: Path):
    name = 'caf\u00e9 "x".py'
    (repository / name).write_text("\n" + VIEWS)
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "second")
    (repository / name).write_text("\n\n" + VIEWS.replace('json["amount"]', 'json["money"]'))
    assert [path for path, _, _ in touched(repository)] == [name]


def test_what_others_did_since_does_not_count(repository: Path):
    git(repository, "checkout", "-q", "-b", "mine")
    git(repository, "checkout", "-q", "main")
    (repository / "views.py").write_text(VIEWS.replace('json["amount"]', 'json["sum_amount"]'))
    git(repository, "commit", "-q", "-a", "-m", "theirs")
    git(repository, "checkout", "-q", "mine")
    assert touched(repository, "main") == []


def test_lines_that_look_like_a_diff(repository: Path):
    text = '"""\n+++ b/views.py\n@@ -1 +1,99 @@\n"""\n'
    (repository / "plain.py").write_text(text)
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "second")
    (repository / "plain.py").write_text(text + "++ b/views.py\n@@ -1 +1,99 @@\n" + text)
    assert changed_lines("HEAD", repository) == {"plain.py": [range(5, 11)]}


@pytest.mark.parametrize("base", ["nothing", "--output=x", ""])
def test_a_base_that_is_no_commit(repository: Path, base: str):
    with pytest.raises(GitError):
        changed_lines(base, repository)
    assert sorted(path.name for path in repository.iterdir()) == [".git", "hook.py", "views.py"]


def test_a_folder_without_a_repository(tmp_path: Path):
    with pytest.raises(GitError, match="not a git repository"):
        changed_lines("HEAD", tmp_path)
