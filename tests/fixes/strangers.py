"""Wrong examples put into files of installed packages, and what a repair may change there.

    python -m tests.fixes.strangers 2000

repairs as many files, without writing any, and tells of each that is not as it should be.
"""

from __future__ import annotations

import ast
import difflib
import random
import re
import sys
import sysconfig
import tempfile
import time
import tokenize
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ekzlint.config import Config
from ekzlint.data import data_folder
from ekzlint.findings.model import Finding
from ekzlint.repair import repair

_MARKER = re.compile(r"[ \t]*#\s*ekz:\s*[A-Z0-9, ]+$", re.MULTILINE)
_LARGEST = 60_000
_MOVED = 20
"""Lines that repairs may have put above an example."""
_TOGETHER = 8
"""Files that are repaired in one run, as those of a project are."""


@dataclass(frozen=True)
class Stranger:
    """A file of a package with a wrong example in it, which is in the lines `first` to `last`."""

    origin: str
    text: str
    first: int
    last: int


def packages(number: int, rng: random.Random) -> list[Path]:
    """Some files of the installed packages, the same ones for the same generator."""
    root = Path(sysconfig.get_paths()["purelib"])
    files = [path for path in sorted(root.rglob("*.py")) if path.stat().st_size < _LARGEST]
    files = [path for path in files if "ekzlint" not in path.parts]
    return rng.sample(files, min(number, len(files)))


def examples() -> list[str]:
    """The wrong examples of the rules that have fixes."""
    fixed = sorted(data_folder("rules").glob("EKZ*/fixed_*.py"))
    bad = [path.with_name(path.name.replace("fixed_", "bad_", 1)) for path in fixed]
    texts = [_MARKER.sub("", path.read_text(encoding="utf-8")) for path in bad]
    return [text for text in texts if "from __future__" not in text]


def injected(path: Path, example: str, rng: random.Random) -> Stranger | None:
    """A file with an example between two of its statements; None where the file is none that can be read."""
    try:
        with tokenize.open(path) as file:
            text = file.read()
        body = ast.parse(text).body
    except (SyntaxError, ValueError, UnicodeDecodeError, RecursionError):
        return None
    lines = text.split("\n")
    places = [(node.end_lineno or 0) + 1 for node in body if _may_follow(node)]
    at = rng.choice([*places, len(lines) + 1]) if places else len(lines) + 1
    if at <= len(lines) and any(node.lineno < at <= (node.end_lineno or 0) for node in body):
        return None
    before, after = lines[: at - 1], lines[at - 1 :]
    middle = ["", *example.rstrip("\n").split("\n"), ""]
    whole = "\n".join([*before, *middle, *after])
    try:
        ast.parse(whole)
    except (SyntaxError, ValueError):
        # Two statements on one line, or a file without an end of line.
        return None
    return Stranger(path.name, whole, at, at + len(middle) - 1)


def _may_follow(node: ast.stmt) -> bool:
    is_future = isinstance(node, ast.ImportFrom) and node.module == "__future__"
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return not is_future and not is_text


def _is_injected(strangers: Mapping[str, Stranger], finding: Finding) -> bool:
    """Whether a finding is in the example, wherever that has moved to, and not in the file around it."""
    named = (found for path, found in strangers.items() if path.endswith(f"/{Path(finding.path).name}"))
    stranger = next(named, None)
    return stranger is not None and stranger.first <= finding.line <= stranger.last + _MOVED


def trouble(stranger: Stranger, new: str) -> Iterator[str]:
    """What a repair did to a file that it should not have done."""
    try:
        ast.parse(new)
    except (SyntaxError, ValueError) as error:
        yield f"does not parse: {error}"
        return
    old_lines, new_lines = stranger.text.split("\n"), new.split("\n")
    imports = _import_lines(stranger.text)
    matcher = difflib.SequenceMatcher(None, old_lines, new_lines, autojunk=False)
    for tag, first, last, begin, end in matcher.get_opcodes():
        if tag == "equal" or (first + 1 >= stranger.first and last <= stranger.last):
            continue
        out = [line for number, line in enumerate(old_lines[first:last], first + 1) if number not in imports]
        into = [line for line in new_lines[begin:end] if line.strip()]
        if out or (not _are_imports(into) and not set(range(first + 1, last + 1)) & imports):
            yield f"lines {first + 1} to {last}: {old_lines[first:last]} became {new_lines[begin:end]}"


def _import_lines(text: str) -> set[int]:
    nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import | ast.ImportFrom)]
    return {line for node in nodes for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)}


def _are_imports(lines: list[str]) -> bool:
    return all(re.match(r"\s*(?:import|from)\s", line) for line in lines)


def run(number: int, seed: int = 1) -> tuple[list[str], Counter[str]]:
    """Repair examples in `number` files; what went wrong, and how many repairs of each rule were made."""
    rng = random.Random(seed)
    wrong: list[str] = []
    made: Counter[str] = Counter()
    known = examples()
    files = packages(number, rng)
    for start in range(0, len(files), _TOGETHER):
        found = [injected(path, rng.choice(known), rng) for path in files[start : start + _TOGETHER]]
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name).resolve()
            strangers = {}
            for index, stranger in enumerate(found):
                if stranger is not None:
                    # Tests and migrations are left out by default, whatever they hold.
                    path = folder / f"module_{start + index}.py"
                    path.write_text(stranger.text, encoding="utf-8")
                    strangers[path.as_posix()] = stranger
            outcome = repair([folder], Config(), wanted=partial(_is_injected, strangers), unsafe=True)
        made.update(done.finding.code for done in outcome.done)
        made["files"] += len(strangers)
        for file, (old, new) in outcome.files.items():
            if file not in strangers:
                continue
            made["changed"] += 1
            if old.decode() != strangers[file].text:
                wrong.append(f"{strangers[file].origin}: read otherwise")
            wrong += [f"{strangers[file].origin}: {what}" for what in trouble(strangers[file], new.decode())]
    return wrong, made


if __name__ == "__main__":
    began = time.perf_counter()
    problems, numbers = run(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)  # noqa: PLR2004
    print(*problems, sep="\n")
    print(f"{len(problems)} wrong; {dict(numbers)}; {time.perf_counter() - began:.0f} s")
