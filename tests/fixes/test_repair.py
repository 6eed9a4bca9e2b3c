from __future__ import annotations

from pathlib import Path

import pytest

from ekzlint.config import Config
from ekzlint.findings.model import Finding, Span
from ekzlint.fixes import ekz203_compare_digest
from ekzlint.fixes.context import Context
from ekzlint.fixes.edits import Edit
from ekzlint.fixes.plan import Plan, Refusal
from ekzlint.ignoring import add_ignores
from ekzlint.repair import Offer, Repair, repair

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
    'hmac.compare_digest(expected.encode(), request.headers["x-paystack-signature"].encode())',
)


@pytest.fixture
def hooks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "hooks.py"
    path.write_text(BAD)
    return path


def everything(finding: Finding) -> bool:
    return True


def fix(*paths: Path, **options) -> Repair:
    return repair(paths, Config(), **{"wanted": everything, **options})


def plan_that(monkeypatch: pytest.MonkeyPatch, *edits: tuple[int, str, str], applicability="safe") -> None:
    """Put another plan in the place of the real one: in a line, a text becomes another."""

    def plan(context: Context, finding: Finding) -> Plan:
        path = context.path_of(finding)
        lines = Path(path).read_text().split("\n")
        made = []
        for line, old, new in edits:
            column = lines[line - 1].index(old) + 1
            made.append(Edit(path, Span(line, column, line, column + len(old)), new))
        return Plan(applicability=applicability, key="fix_203", edits=tuple(made))

    monkeypatch.setattr(ekz203_compare_digest, "plan", plan)


def test_nothing_is_written_and_the_outcome_is_told(hooks: Path):
    made = fix(hooks)
    assert hooks.read_text() == BAD
    assert made.files == {hooks.as_posix(): (BAD.encode(), GOOD.encode())}
    assert [(done.finding.code, done.finding.line) for done in made.done] == [("EKZ203", 9)]
    assert made.left == []


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_the_newlines_of_the_file_stay(hooks: Path, newline: str):
    hooks.write_bytes(BAD.replace("\n", newline).encode())
    assert fix(hooks).files[hooks.as_posix()][1] == GOOD.replace("\n", newline).encode()


def test_several_in_one_file_are_repaired_together(hooks: Path):
    hooks.write_text(BAD + BAD[BAD.index("def") :].replace("is_paystack", "is_really_paystack"))
    made = fix(hooks)
    assert len(made.done) == 2
    assert made.files[hooks.as_posix()][1].decode().count("compare_digest") == 2


def test_a_repair_after_which_the_file_is_no_python_is_dropped(hooks: Path, monkeypatch: pytest.MonkeyPatch):
    plan_that(monkeypatch, (9, "==", "=)"))
    made = fix(hooks)
    assert (made.files, made.done) == ({}, [])
    assert "could not be analysed" in made.left[0].reason


def test_a_repair_that_leaves_the_finding_is_dropped(hooks: Path, monkeypatch: pytest.MonkeyPatch):
    plan_that(monkeypatch, (9, "expected ==", "expected  =="))
    made = fix(hooks)
    assert made.files == {}
    assert [left.reason for left in made.left] == ["the repair did not remove the finding"]


def test_a_repair_that_brings_another_finding_is_dropped(hooks: Path, monkeypatch: pytest.MonkeyPatch):
    edits = [(1, "import hashlib", 'import hashlib; PAYSTACK_SECRET_KEY = "q8Zr5TnW2xKc7VbM4LpJ9sDf"')]
    plan_that(monkeypatch, *edits, (9, "expected == ", "expected is "))
    made = fix(hooks)
    assert made.files == {}
    assert "new finding: EKZ801" in made.left[0].reason


def test_one_bad_repair_does_not_hinder_the_others(hooks: Path, monkeypatch: pytest.MonkeyPatch):
    real = ekz203_compare_digest.plan
    hooks.write_text(BAD + BAD[BAD.index("def") :].replace("is_paystack", "other"))

    def plan(context: Context, finding: Finding) -> Plan | Refusal:
        made = real(context, finding)
        if finding.function == "other" and isinstance(made, Plan):
            return Plan(applicability="safe", key="fix_203", edits=(Edit(made.edits[0].path, made.edits[0].span, "("),))
        return made

    monkeypatch.setattr(ekz203_compare_digest, "plan", plan)
    made = fix(hooks)
    assert [done.finding.function for done in made.done] == ["is_paystack"]
    assert [left.finding.function for left in made.left] == ["other"]


@pytest.mark.parametrize("applicability", ["unsafe", "display"])
def test_what_may_change_the_meaning_is_not_applied_unasked(
    hooks: Path, monkeypatch: pytest.MonkeyPatch, applicability: str
):
    plan_that(monkeypatch, (9, "==", "is"), applicability=applicability)
    made = fix(hooks)
    assert made.files == {}
    assert made.left[0].advice == (applicability == "display")
    assert bool(fix(hooks, unsafe=True).files) == (applicability == "unsafe")


def test_what_is_not_wanted_is_not_touched_and_not_listed(hooks: Path):
    made = fix(hooks, wanted=lambda finding: finding.code == "EKZ801")
    assert (made.files, made.left) == ({}, [])


def test_a_person_is_asked_about_each(hooks: Path):
    asked: list[Offer] = []

    def no(offer: Offer) -> bool:
        asked.append(offer)
        return False

    made = fix(hooks, ask=no)
    assert made.files == {}
    assert [left.reason for left in made.left] == ["declined"]
    assert asked[0].files == ((hooks.as_posix(), BAD.encode(), GOOD.encode()),)
    assert fix(hooks, ask=lambda offer: True).files


def test_the_version_of_a_person_is_checked_too(hooks: Path):
    mine = GOOD.replace(".encode()", "")
    assert fix(hooks, ask=lambda offer: mine.encode()).files[hooks.as_posix()][1] == mine.encode()
    assert fix(hooks, ask=lambda offer: b"def (").files == {}


def test_a_second_run_changes_nothing(hooks: Path):
    hooks.write_bytes(fix(hooks).files[hooks.as_posix()][1])
    made = fix(hooks)
    assert (made.files, made.done, made.left) == ({}, [], [])


def test_suppressions_stand_where_comments_may(hooks: Path):
    text = BAD.replace(
        'return expected == request.headers["x-paystack-signature"]',
        'return """\n""" + str(expected == \\\n        request.headers["x-paystack-signature"])  # why',
    )
    hooks.write_text(text)
    from ekzlint.engine import check

    result = check([hooks], Config())
    files, after = add_ignores(result, [hooks], Config(), "seen")
    assert len(result.findings) == 1
    assert after.findings == ()
    assert files[hooks.as_posix()][1].decode() == text.replace("# why", "# why  # ekzlint: ignore[EKZ203] seen")


def test_source_of_a_later_python_is_repaired(hooks: Path):
    later = 'NAMES = {"a": 1}\nTEXT = f"{NAMES["a"]}"\n'
    hooks.write_text(BAD + later)
    assert fix(hooks).files[hooks.as_posix()][1] == (GOOD + later).encode()
