"""Triage may only drop a file in which the analysis would find nothing."""

from __future__ import annotations

import ast
import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ekzlint.config import Config
from ekzlint.data import data_folder
from ekzlint.engine import check
from ekzlint.flow.loader import Loader
from ekzlint.knowledge.load import load_knowledge
from ekzlint.source.triage import Triage

EXAMPLES = sorted(data_folder("rules").glob("EKZ[1-8]*/*.py"))
BAD = [path for path in EXAMPLES if path.name.startswith("bad_")]
TESTS = Path(__file__).parents[1]
PROJECTS = sorted(
    path for kind in ("fixtures", "accuracy") for path in (TESTS / kind / "projects").glob("*/*") if path.is_dir()
)
EVERYTHING = Config(min_confidence="low", exclude=())
Row = tuple[str, int, str, str]


@pytest.fixture
def off(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Switches triage off: from then on every file is parsed and walked."""

    def wanted(self: Loader, path: str, data: bytes) -> bool:
        self._flags[path] = (True, False)
        return True

    return lambda: monkeypatch.setattr(Loader, "_wanted", wanted)


def found(folder: Path) -> list[Row]:
    result = check([folder], EVERYTHING)
    assert not result.errors
    return [(Path(row.path).name, row.line, row.code, row.confidence) for row in result.findings]


def sure(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row[3] != "low"]


def renamed(text: str, **words: str) -> str:
    """A text in which words are replaced, whatever their case and wherever they stand."""
    for old, new in words.items():
        text = re.sub(old, new, text, flags=re.IGNORECASE)
    return text


def without_comments(text: str) -> str:
    """A text as code alone: a comment must not be what keeps a file."""
    return ast.unparse(ast.parse(text))


MUTATIONS: dict[str, Callable[[str], str]] = {
    "as it stands": lambda text: text,
    "code alone": without_comments,
    "other topics": lambda text: renamed(text, payment="charge", webhook="callback", checkout="session"),
    "no topics": lambda text: renamed(text, payment="pmt", webhook="hook", checkout="till", pagamento="pgto"),
    "names of variables": lambda text: renamed(text, request_body="data", payload="body", event="message"),
    "camel case": lambda text: re.sub(r"\b([a-z]+)_([a-z])(\w*)(?==)", lambda m: m[1] + m[2].upper() + m[3], text),
}


@pytest.mark.parametrize("change", MUTATIONS)
def test_nothing_is_found_in_a_file_that_triage_drops(tmp_path: Path, off: Callable[[], None], change: str):
    for path in EXAMPLES:
        text = MUTATIONS[change](path.read_text(encoding="utf-8"))
        (tmp_path / f"{path.parent.name[:6]}_{path.name}").write_text(text, encoding="utf-8")
    kept = found(tmp_path)
    off()
    assert found(tmp_path) == kept
    assert len(kept) >= len(BAD) / 2


@pytest.mark.parametrize("project", PROJECTS, ids=lambda path: "/".join(path.parts[-2:]))
def test_nothing_is_lost_in_a_whole_project(tmp_path: Path, off: Callable[[], None], project: Path):
    shutil.copytree(project, tmp_path / "project")
    kept = check([tmp_path], EVERYTHING)
    off()
    whole = check([tmp_path], EVERYTHING)
    assert whole.findings == kept.findings
    assert whole.stats.files_parsed >= kept.stats.files_parsed


def split(text: str, lines: set[int]) -> tuple[str, str]:
    """Move the functions and classes around some lines to a module of their own, which imports the rest."""
    tree = ast.parse(text)
    moved = [node for node in tree.body if any(_first_line(node) <= line <= (node.end_lineno or 0) for line in lines)]
    moved = [node for node in moved if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)]
    imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    rest = [node for node in tree.body if node not in moved and node not in imports]
    used = {name.id for node in moved for name in ast.walk(node) if isinstance(name, ast.Name)}
    bound = {name for node in rest for name in _bound(node)} & used
    front = [_only(node, used) for node in imports if _only(node, used)]
    front += [f"from payment_parts import {name}" for name in sorted(bound)]
    return "\n".join([*front, *map(ast.unparse, moved)]), "\n".join(map(ast.unparse, [*imports, *rest]))


def _first_line(node: ast.stmt) -> int:
    return min([node.lineno, *(decorator.lineno for decorator in getattr(node, "decorator_list", []))])


def _bound(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.Assign):
        return [target.id for target in node.targets if isinstance(target, ast.Name)]
    return [node.name] if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) else []


def _only(node: ast.Import | ast.ImportFrom, used: set[str]) -> str:
    """An import of no more than what is used."""
    names = [alias for alias in node.names if (alias.asname or alias.name).partition(".")[0] in used]
    if not names:
        return ""
    if isinstance(node, ast.Import):
        return ast.unparse(ast.Import(names))
    return ast.unparse(ast.ImportFrom(node.module, names, node.level))


CALLED_FROM_THE_REST = {"bad_synonyms", "bad_flask_helper", "bad_asked_of_an_unknown_provider"}
"""What is wrong stands in a helper, which the rest would have to import back."""


TOLD_BY_THE_REST = {"bad_flask_premium_user"}
"""A page called `/success` is one of a payment because the checkout stands beside it."""
OF_BOUNDARIES = ("EKZ404", "EKZ405", "EKZ406")
"""Rules about which module holds what: to split a module is to change what they are about."""
WHOLE = CALLED_FROM_THE_REST | TOLD_BY_THE_REST
SPLIT = [p for p in BAD if p.stem not in WHOLE and not p.parent.name.startswith(OF_BOUNDARIES)]


@pytest.mark.parametrize("path", SPLIT, ids=lambda p: p.stem)
def test_the_same_is_found_where_code_is_split_over_two_modules(tmp_path: Path, off: Callable[[], None], path: Path):
    text = path.read_text(encoding="utf-8")
    entry = tmp_path / "entry.py"
    entry.write_text(text, encoding="utf-8")
    whole = sure(found(tmp_path))
    front, rest = split(text, {row[1] for row in whole})
    entry.write_text(front, encoding="utf-8")
    (tmp_path / "payment_parts.py").write_text(rest, encoding="utf-8")
    kept = found(tmp_path)
    assert Counter(row[2] for row in sure(kept)) == Counter(row[2] for row in whole)
    off()
    assert found(tmp_path) == kept


WORDS = sorted(
    {
        word
        for provider in load_knowledge(()).providers.values()
        for word in (*provider.words, *provider.hosts, *provider.imports, *provider.webhook.signature_headers)
    }
)


@settings(max_examples=60, database=None)
@given(st.sampled_from(WORDS), st.binary(max_size=40), st.binary(max_size=40), st.booleans())
def test_a_word_of_a_provider_is_found_in_any_bytes_whatever_its_case(
    word: str, before: bytes, after: bytes, loud: bool
):
    triage = Triage(load_knowledge(()))
    data = before + (word.upper() if loud else word).encode() + after
    assert triage.providers(data) is not None


@pytest.mark.parametrize("text", ["", "import os\n", "def add(a, b):\n    return a + b\n"])
def test_a_file_without_any_such_word_is_dropped(text: str):
    assert Triage(load_knowledge(())).providers(text.encode()) is None


def test_words_are_told_by_the_provider_that_they_are_of():
    triage = Triage(load_knowledge(()))
    assert triage.providers(b"import STRIPE") == {"stripe"}
    assert triage.providers(b"import stripe, paystack") == {"stripe", "paystack"}
    assert triage.providers(b"def payment(): ...") == frozenset()
