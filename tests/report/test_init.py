from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from ekzlint.findings.model import Finding, Result
from ekzlint.knowledge.schema import Rule
from ekzlint.report import FORMATS, render


def test_the_formats() -> None:
    assert list(FORMATS) == ["text", "concise", "json", "sarif", "github"]


@pytest.mark.parametrize("format_", FORMATS)
def test_each_format_ends_with_one_newline_or_is_empty(
    format_: str, make_result: Callable[..., Result], amount_finding: Finding, rules: dict[str, Rule]
) -> None:
    assert not render(format_, make_result()).startswith("\n")
    text = render(format_, make_result(amount_finding), rules=rules)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize("format_", ["concise", "github"])
def test_where_nothing_is_found_there_is_nothing_to_say(format_: str, make_result: Callable[..., Result]) -> None:
    assert render(format_, make_result()) == ""


def test_an_unknown_format_is_an_error(make_result: Callable[..., Result]) -> None:
    with pytest.raises(KeyError, match="xml"):
        render("xml", make_result())


@pytest.mark.parametrize("format_", FORMATS)
def test_only_the_asked_format_is_loaded_and_never_rich(format_: str) -> None:
    script = f"""
import sys
from ekzlint.findings.model import Result, Stats
from ekzlint.report import FORMATS, render
assert not set(FORMATS.values()) & set(sys.modules)
stats = Stats(files_seen=0, files_parsed=0, seconds=0.0)
render({format_!r}, Result(version="1", language="en", findings=(), errors=(), stats=stats))
assert set(FORMATS.values()) & set(sys.modules) == {{FORMATS[{format_!r}]}}
assert "rich" not in sys.modules
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env={"PYTHONPATH": ":".join(sys.path)}
    )
    assert (done.returncode, done.stderr) == (0, "")
