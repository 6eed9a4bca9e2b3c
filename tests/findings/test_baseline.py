from __future__ import annotations

from pathlib import Path

import pytest

from ekzlint.findings.baseline import BaselineError, dump, entries, gone, load, new_findings
from ekzlint.findings.model import Finding, Result, Stats

LINE = 'ok = digest == request.headers["x-signature"]'


def finding(line: int, path: str = "hooks.py", function: str = "hook") -> Finding:
    return Finding(
        code="EKZ203",
        name="n",
        severity="warning",
        confidence="high",
        path=path,
        line=line,
        column=1,
        end_line=line,
        end_column=9,
        message="m",
        remedy="r",
        function=function,
        provider="",
        trace=(),
        fixable=False,
        fingerprint=str(line),
    )


def result(*findings: Finding) -> Result:
    stats = Stats(files_seen=1, files_parsed=1, seconds=0)
    sources = {"hooks.py": f"{LINE}\n" * 9}
    return Result(version="0", language="en", findings=findings, errors=(), stats=stats, sources=sources)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_what_is_written_is_read_back(folder: Path):
    found = entries(result(finding(1), finding(2)), folder)
    (folder / "b.json").write_text(dump(found))
    assert load(folder / "b.json") == found
    assert [entry.count for entry in found] == [2]


def test_a_second_equal_mistake_is_new(folder: Path):
    known = entries(result(finding(1)), folder)
    assert [f.line for f in new_findings(result(finding(1), finding(2)), known, folder).findings] == [2]
    assert new_findings(result(finding(1)), known, folder).findings == ()


def test_a_finding_that_moved_is_known(folder: Path):
    known = entries(result(finding(1)), folder)
    assert new_findings(result(finding(7)), known, folder).findings == ()


def test_the_same_line_in_another_function_is_new(folder: Path):
    known = entries(result(finding(1)), folder)
    assert len(new_findings(result(finding(1, function="other")), known, folder).findings) == 1


def test_it_does_not_matter_from_where_ekzlint_is_run(folder: Path, monkeypatch: pytest.MonkeyPatch):
    known = entries(result(finding(1)), folder)
    (folder / "sub").mkdir()
    monkeypatch.chdir(folder / "sub")
    elsewhere = result(finding(1, path="../hooks.py"))
    elsewhere.sources["../hooks.py"] = elsewhere.sources["hooks.py"]
    assert new_findings(elsewhere, known, folder).findings == ()


def test_what_is_gone_is_told_with_its_number(folder: Path):
    known = entries(result(finding(1), finding(2), finding(3)), folder)
    assert [entry.count for entry in gone(result(finding(1)), known, folder)] == [2]
    assert gone(result(finding(1), finding(2), finding(3)), known, folder) == []


def test_it_holds_no_source(folder: Path):
    assert "digest" not in dump(entries(result(finding(1)), folder))


@pytest.mark.parametrize("text", ["", "{", "[]", '{"version": 1}', '{"version": 9, "findings": []}', "\udc80"])
def test_what_is_no_baseline_is_an_error_with_the_name(folder: Path, text: str):
    (folder / "b.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(BaselineError, match="b.json"):
        load(folder / "b.json")


def test_a_missing_baseline_is_an_error(folder: Path):
    with pytest.raises(BaselineError, match="b.json"):
        load(folder / "b.json")
