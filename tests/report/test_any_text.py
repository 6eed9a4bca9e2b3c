"""Whatever stands in the files that are scanned and in their names, every report stays what it is."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ekzlint.findings.model import FileError, Finding, Result, Stats, TraceStep
from ekzlint.report import render

NASTY = st.sampled_from(
    [
        "\x1b[31m",
        "\x1b]0;t\x07",
        "\x9b2J",
        "\r",
        "\n",
        "\t",
        "\x7f",
        "\u202e",
        "\u2028",
        "\udc80",
        "::error::",
        "日",
        "{0}",
        "](",
    ]
)
TEXT = st.lists(NASTY | st.text(st.characters(), max_size=5), max_size=6).map("".join)
# A file name is never empty and holds no null character.
PATH = TEXT.map(lambda text: text.replace("\0", "")).map(lambda text: text or "a.py")
NUMBER = st.integers(1, 5) | st.integers(1, 10**6)
PLACE: dict[str, Any] = {"path": PATH, "line": NUMBER, "column": NUMBER, "end_line": NUMBER, "end_column": NUMBER}

STEPS = st.builds(TraceStep, **PLACE, message=TEXT)
FINDINGS = st.builds(
    Finding,
    **PLACE,
    code=st.sampled_from(["EKZ101", "EKZ801"]),
    name=st.just("some-rule"),
    severity=st.sampled_from(["error", "warning", "info"]),
    confidence=st.sampled_from(["high", "medium", "low"]),
    message=TEXT,
    remedy=TEXT,
    function=TEXT,
    provider=st.sampled_from(["", "stripe"]),
    trace=st.lists(STEPS, max_size=3).map(tuple),
    fixable=st.booleans(),
    fingerprint=st.just("0" * 32),
)
ERRORS = st.builds(FileError, path=PATH, line=st.integers(0, 9), column=st.integers(0, 9), reason=TEXT)


class Validate:
    """Checks a log against the schema; where a test fails, it does not print the schema."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self._validator = jsonschema.Draft7Validator(schema)

    def __call__(self, log: dict[str, Any]) -> None:
        self._validator.validate(log)


@st.composite
def results(draw: st.DrawFn) -> Result:
    findings = draw(st.lists(FINDINGS, max_size=3))
    paths = {place.path for finding in findings for place in (finding, *finding.trace)}
    return Result(
        version="1.2.3",
        language=draw(st.sampled_from(["en", "pt"])),
        findings=tuple(findings),
        errors=tuple(draw(st.lists(ERRORS, max_size=2))),
        stats=Stats(files_seen=3, files_parsed=2, seconds=0.5),
        sources={path: draw(TEXT) for path in sorted(paths) if draw(st.booleans())},
    )


@pytest.mark.parametrize("format_", ["text", "concise", "github"])
@settings(deadline=None)
@given(result=results())
def test_nothing_that_moves_a_cursor_reaches_the_terminal(format_: str, result: Result) -> None:
    text = render(format_, result)
    assert all(line.isprintable() for line in text.split("\n"))
    colored = render(format_, result, color=True)
    assert re.sub(r"\x1b\[[0-9;]+m", "", colored) == text


@settings(deadline=None)
@given(result=results())
def test_concise_and_github_have_one_line_for_each(result: Result) -> None:
    number = len(result.findings) + len(result.errors)
    assert render("concise", result).count("\n") == number
    commands = render("github", result).splitlines()
    assert len(commands) == number
    assert all(re.match(r"::(error|warning|notice) file=[^,:]+,", command) for command in commands)


@settings(deadline=None)
@given(result=results())
def test_json_stays_valid(result: Result) -> None:
    text = render("json", result)
    assert text.isascii()
    report = json.loads(text)
    json.dumps(report, ensure_ascii=False).encode("utf-8")  # no half of a surrogate pair
    assert [finding["line"] for finding in report["findings"]] == [finding.line for finding in result.findings]


@settings(deadline=None, max_examples=40)
@given(result=results())
def test_sarif_stays_valid(validate: Validate, result: Result) -> None:
    text = render("sarif", result)
    assert text.isascii()
    log = json.loads(text)
    json.dumps(log, ensure_ascii=False).encode("utf-8")
    validate(log)
    for uri in re.findall(r'"uri": "([^"]*)"', text):
        assert re.fullmatch(r"[A-Za-z0-9_.~%/:-]+", uri)


@pytest.fixture(scope="session")
def validate(multitool: Path) -> Validate:
    return Validate(json.loads((multitool / "sarif-2.1.0.json").read_text(encoding="utf-8-sig")))
