from __future__ import annotations

from collections.abc import Callable

import pytest

from ekzlint.findings.model import FileError, Finding, Result
from ekzlint.report import render
from ekzlint.report.untold import untold_errors

WHOLE = FileError(path="a.py", line=0, column=0, reason="not UTF-8")
PLACE = FileError(path="b.py", line=3, column=2, reason="invalid syntax")
COMMENT = FileError(path="b.py", line=7, column=1, reason="unknown code 'X1' in a suppression")


@pytest.fixture
def result(make_result: Callable[..., Result], make_finding: Callable[..., Finding]) -> Result:
    def unreadable(path: str, line: int, column: int, message: str) -> Finding:
        place = {"path": path, "line": line, "end_line": line, "column": column, "end_column": column + 1}
        return make_finding(code="EKZ900", name="unreadable", message=message, **place)

    findings = (
        unreadable("a.py", 1, 1, "This file was not analysed: not UTF-8."),
        unreadable("b.py", 3, 2, "This file was not analysed: invalid syntax."),
        make_finding(path="b.py", line=7, end_line=7),
    )
    return make_result(*findings, errors=(WHOLE, PLACE, COMMENT))


def test_an_error_that_a_finding_tells_is_not_told_again(result: Result) -> None:
    assert untold_errors(result) == [COMMENT]


def test_without_such_findings_every_error_is_untold(make_result: Callable[..., Result]) -> None:
    assert untold_errors(make_result(errors=(WHOLE, PLACE))) == [WHOLE, PLACE]


@pytest.mark.parametrize("format_", ["text", "concise", "github"])
def test_people_read_each_error_once(format_: str, result: Result) -> None:
    text = render(format_, result)
    assert [text.count(error.reason) for error in result.errors] == [1, 1, 1]


def test_the_summary_does_not_count_an_error_twice(result: Result) -> None:
    summary = render("text", result).splitlines()[-1]
    assert summary.startswith("Found 3 mistakes (3 warnings) in 2 files; 1 problem; ")


@pytest.mark.parametrize("format_", ["json", "sarif"])
def test_programs_get_the_findings_and_the_errors(format_: str, result: Result) -> None:
    assert [render(format_, result).count(error.reason) for error in result.errors] == [2, 2, 1]
