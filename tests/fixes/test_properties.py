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
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ekzlint.config import Config
from ekzlint.data import data_folder
from ekzlint.engine import check
from ekzlint.planning import with_fixes
from ekzlint.repair import repair

_MARKER = re.compile(r"[ \t]*#\s*ekz:\s*[A-Z0-9, ]+$", re.MULTILINE)
_BAD = sorted(
    fixed.with_name(fixed.name.replace("fixed_", "bad_", 1)) for fixed in data_folder("rules").glob("EKZ*/fixed_*.py")
)


class _Layout(cst.CSTTransformer):
    """Parentheses, continuations and trailing commas that mean nothing."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def leave_Comparison(self, original_node: cst.Comparison, updated_node: cst.Comparison) -> cst.Comparison:  # noqa: N802
        if self.rng.random() < 0.4:
            target = updated_node.comparisons[0]
            gap = cst.SimpleWhitespace(" \\\n            ")
            operator = target.operator
            if hasattr(operator, "whitespace_before"):
                operator = operator.with_changes(whitespace_before=gap)
                updated_node = updated_node.with_changes(comparisons=[target.with_changes(operator=operator)])
        if self.rng.random() < 0.4:
            return updated_node.with_changes(
                lpar=[cst.LeftParen(), *updated_node.lpar], rpar=[*updated_node.rpar, cst.RightParen()]
            )
        return updated_node

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:  # noqa: N802
        plain = updated_node.args and not updated_node.args[-1].star
        is_generator = len(updated_node.args) == 1 and isinstance(updated_node.args[0].value, cst.GeneratorExp)
        if plain and not is_generator and self.rng.random() < 0.3:
            last = updated_node.args[-1].with_changes(comma=cst.Comma())
            return updated_node.with_changes(args=[*updated_node.args[:-1], last])
        return updated_node


def _commented(text: str, rng: random.Random) -> tuple[str, list[str]]:
    """Comments at the ends of lines, and blank lines."""
    lines, comments = text.split("\n"), []
    ends = {t.start[0] for t in tokenize.generate_tokens(io.StringIO(text).readline) if t.type == tokenize.NEWLINE}
    for number in sorted(ends):
        if rng.random() < 0.4:
            comments.append(f"# note {number} é")
            lines[number - 1] += f"  {comments[-1]}"
    return "\n".join(lines), comments


@st.composite
def laid_out(draw: st.DrawFn) -> tuple[str, bytes, list[str]]:
    """The code of a rule, the bytes of a wrong example in some layout, and its comments."""
    path = draw(st.sampled_from(_BAD))
    rng = random.Random(draw(st.integers(0, 2**32)))
    text = _MARKER.sub("", path.read_text(encoding="utf-8"))
    text = cst.parse_module(text).visit(_Layout(rng)).code
    text, comments = _commented(text, rng)
    if draw(st.booleans()):
        text = re.sub(r"^(?: {4})+", lambda match: "\t" * (len(match[0]) // 4), text, flags=re.MULTILINE)
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "latin-1"]))
    if encoding == "latin-1":
        text = f"# -*- coding: latin-1 -*-\n{text}"
    text = text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))
    return path.parent.name.partition("-")[0], text.encode(encoding), comments


def _text(data: bytes) -> str:
    encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    return data.decode(encoding)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(laid_out())
def test_a_repair_works_in_every_layout(case: tuple[str, bytes, list[str]]) -> None:
    code, data, comments = case
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "example.py"
        path.write_bytes(data)
        before = check([path], Config(select=(code,)))
        planned = with_fixes(before, [path], Config()).findings
        made = repair([path], Config(), wanted=lambda finding: finding.code == code, unsafe=True)
        assert [left.reason for left in made.left] == []
        new = made.files[path.resolve().as_posix()][1]
        ast.parse(new)
        assert data.count(b"\r\n") == 0 or new.count(b"\n") == new.count(b"\r\n")
        assert new.startswith(b"\xef\xbb\xbf") == data.startswith(b"\xef\xbb\xbf")
        kept = _text(new)
        # A guard in memory goes away as a whole, and a fallback that was open with its remark.
        assert code in ("EKZ202", "EKZ303") or all(comment in kept for comment in comments)
        if len(planned) == 1 and planned[0].fix:
            assert _spliced(_text(data), planned[0].fix.edits, path) == kept.replace("\r\n", "\n")
        for name, (_, content) in made.files.items():
            Path(name).write_bytes(content)
        assert check([path], Config(select=(code,), min_confidence="low")).findings == ()
        again = repair([path], Config(), wanted=lambda finding: finding.code == code, unsafe=True)
        assert again.files == {}


def _spliced(text: str, edits, path: Path) -> str:
    """The edits put in by hand, from the end of the file to its beginning."""
    lines = text.replace("\r\n", "\n").splitlines(keepends=True)
    for edit in sorted(edits, key=lambda edit: (edit.line, edit.column), reverse=True):
        if not edit.path.endswith(path.name):
            continue
        head = "".join(lines[: edit.line - 1]) + lines[edit.line - 1][: edit.column - 1]
        last = lines[edit.end_line - 1] if edit.end_line <= len(lines) else ""
        tail = last[edit.end_column - 1 :] + "".join(lines[edit.end_line :])
        lines = (head + edit.text + tail).splitlines(keepends=True)
    return "".join(lines)
