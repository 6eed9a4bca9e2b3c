"""However a wrong example is laid out, its repair works, keeps every comment, and changes its own places alone."""

from __future__ import annotations

import ast
import io
import random
import re
import tempfile
import tokenize
from pathlib import Path

import libcst as cst
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ekzlint.config import Config
from ekzlint.data import data_folder
from ekzlint.engine import check
from ekzlint.fixes import FIXES
from ekzlint.planning import with_fixes
from ekzlint.repair import repair
from tests.fixes.layouts import Layout, commented, with_tabs

_MARKER = re.compile(r"[ \t]*#\s*ekz:\s*[A-Z0-9, ]+$", re.MULTILINE)
_BAD = sorted(
    fixed.with_name(fixed.name.replace("fixed_", "bad_", 1)) for fixed in data_folder("rules").glob("EKZ*/fixed_*.py")
)
_BYTES = [("utf-8", "\r")] + [(name, end) for name in ("utf-8", "utf-8-sig", "latin-1") for end in ("\n", "\r\n")]
"""How a file is encoded, and how its lines end. Python finds no encoding in a file whose lines end with CR alone."""
_TAKES_OUT = frozenset(["EKZ202", "EKZ303"])
"""A guard in memory goes away as a whole, and a fallback that was open with its remark."""


def _of(code: str) -> list[Path]:
    return [path for path in _BAD if path.parent.name.startswith(code)]


def laid_out(path: Path, seed: int, *, tabs: bool, encoding: str, newline: str) -> tuple[bytes, list[str]]:
    """The bytes of a wrong example in some layout, and its comments."""
    rng = random.Random(seed)
    text = _MARKER.sub("", path.read_text(encoding="utf-8"))
    text = cst.parse_module(text).visit(Layout(rng)).code
    text, comments = commented(text, rng)
    if tabs:
        text = with_tabs(text)
    if encoding == "latin-1":
        text = f"# -*- coding: latin-1 -*-\n{text}"
    return text.replace("\n", newline).encode(encoding), comments


def _text(data: bytes) -> str:
    encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    return data.decode(encoding)


@pytest.mark.parametrize("code", sorted(FIXES))
def test_a_repair_works_in_every_layout(code: str) -> None:
    @settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
    @given(
        st.sampled_from(_of(code)),
        st.integers(0, 2**32),
        st.booleans(),
        st.sampled_from(_BYTES),
    )
    def run(path: Path, seed: int, tabs: bool, form: tuple[str, str]) -> None:
        encoding, newline = form
        data, comments = laid_out(path, seed, tabs=tabs, encoding=encoding, newline=newline)
        with tempfile.TemporaryDirectory() as folder:
            _works(code, Path(folder) / "example.py", data, comments)

    run()


def _works(code: str, path: Path, data: bytes, comments: list[str]) -> None:
    path.write_bytes(data)
    before = check([path], Config(select=(code,)))
    planned = with_fixes(before, [path], Config()).findings
    made = repair([path], Config(), wanted=lambda finding: finding.code == code, unsafe=True)
    assert [left.reason for left in made.left] == []
    new = made.files[path.resolve().as_posix()][1]
    ast.parse(new)
    assert _newlines(new) == _newlines(data)
    assert new.startswith(b"\xef\xbb\xbf") == data.startswith(b"\xef\xbb\xbf")
    kept = _text(new)
    assert code in _TAKES_OUT or [comment for comment in comments if comment not in kept] == []
    if len(planned) == 1 and planned[0].fix:
        assert _spliced(_text(data), planned[0].fix.edits, path) == re.sub(r"\r\n?", "\n", kept)
    for name, (_, content) in made.files.items():
        Path(name).write_bytes(content)
    assert check([path], Config(select=(code,), min_confidence="low")).findings == ()
    again = repair([path], Config(), wanted=lambda finding: finding.code == code, unsafe=True)
    assert again.files == {}


def _newlines(data: bytes) -> set[bytes]:
    return set(re.findall(rb"\r\n|\r|\n", data))


def _spliced(text: str, edits, path: Path) -> str:
    """The edits put in by hand, from the end of the file to its beginning."""
    lines = re.sub(r"\r\n?", "\n", text).splitlines(keepends=True)
    for edit in sorted(edits, key=lambda edit: (edit.line, edit.column), reverse=True):
        if not edit.path.endswith(path.name):
            continue
        head = "".join(lines[: edit.line - 1]) + lines[edit.line - 1][: edit.column - 1]
        last = lines[edit.end_line - 1] if edit.end_line <= len(lines) else ""
        tail = last[edit.end_column - 1 :] + "".join(lines[edit.end_line :])
        lines = (head + edit.text + tail).splitlines(keepends=True)
    return "".join(lines)
