from __future__ import annotations

from collections.abc import Callable

import pytest

from ekzlint.findings.model import FileError, Finding, Result
from ekzlint.report.github import render

MakeFinding = Callable[..., Finding]
MakeResult = Callable[..., Result]


def test_a_finding_on_one_line(make_result: MakeResult, make_finding: MakeFinding) -> None:
    assert render(make_result(make_finding())) == (
        "::warning file=shop/hooks.py,line=3,endLine=3,col=8,endColumn=26,title=EKZ203 non-constant-time-compare"
        "::`signature` is compared with `==`.%0A%0AUse hmac.compare_digest.\n"
    )


def test_a_finding_over_several_lines_has_no_columns(make_result: MakeResult, make_finding: MakeFinding) -> None:
    text = render(make_result(make_finding(end_line=5, remedy="")))
    assert text == (
        "::warning file=shop/hooks.py,line=3,endLine=5,title=EKZ203 non-constant-time-compare"
        "::`signature` is compared with `==`.\n"
    )


@pytest.mark.parametrize(("severity", "command"), [("error", "error"), ("warning", "warning"), ("info", "notice")])
def test_the_severity_is_the_command(
    severity: str, command: str, make_result: MakeResult, make_finding: MakeFinding
) -> None:
    assert render(make_result(make_finding(severity=severity))).startswith(f"::{command} file=")


def test_errors(make_result: MakeResult) -> None:
    errors = (
        FileError(path="bad.py", line=3, column=9, reason="invalid syntax"),
        FileError(path="worse.py", line=0, column=0, reason="not UTF-8"),
    )
    assert render(make_result(errors=errors)) == (
        "::error file=bad.py,line=3,title=EKZ900 unreadable::invalid syntax\n"
        "::error file=worse.py,title=EKZ900 unreadable::not UTF-8\n"
    )


def test_what_means_something_to_github_is_escaped(make_result: MakeResult, make_finding: MakeFinding) -> None:
    finding = make_finding(path="a,b:c%d.py", message="100% of x: a, b\r::error::x", remedy="One.\nTwo\x1b[0m.")
    assert render(make_result(finding)) == (
        "::warning file=a%2Cb%3Ac%25d.py,line=3,endLine=3,col=8,endColumn=26,title=EKZ203 non-constant-time-compare"
        "::100%25 of x: a, b\\r::error::x%0A%0AOne.%0ATwo\\x1b[0m.\n"
    )


def test_a_file_name_begins_no_command_of_its_own(make_result: MakeResult, make_finding: MakeFinding) -> None:
    text = render(make_result(make_finding(path="a\n::stop-commands::x\n.py")))
    assert text.count("\n") == 1
    assert "file=a\\n%3A%3Astop-commands%3A%3Ax\\n.py,line" in text
