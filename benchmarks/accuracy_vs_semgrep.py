"""Precision and recall of ekzlint and of Semgrep's free engine, for the same four mistakes on the same projects.

The projects are those of tests/accuracy, with their marks; Semgrep's rules are benchmarks/semgrep. Both are given
credit for a mistake if they name the function that has it, whatever the line; findings in the correct twins count as
false alarms. It needs the package index once, for Semgrep.
"""

from __future__ import annotations

import ast
import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from types import ModuleType

from tools import tool

HERE = Path(__file__).parent
CODES = ("EKZ101", "EKZ201", "EKZ301", "EKZ401")
Place = tuple[str, str, str]
"""Path inside the project, function, code."""


def load_score() -> ModuleType:
    """The measuring script of the tests, which are no package."""
    spec = importlib.util.spec_from_file_location("score", HERE.parent / "tests" / "accuracy" / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["score"] = module
    spec.loader.exec_module(module)
    return module


def function_at(path: Path, line: int) -> str:
    """The innermost function around a line, with its class, or an empty string."""
    best, name = (0, 0), ""
    stack: list[tuple[ast.AST, str]] = [(ast.parse(path.read_text(encoding="utf-8")), "")]
    while stack:
        node, prefix = stack.pop()
        for child in ast.iter_child_nodes(node):
            inner = prefix
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                inner = f"{prefix}.{child.name}".lstrip(".")
                first = min([child.lineno, *(d.lineno for d in child.decorator_list)])
                is_function = not isinstance(child, ast.ClassDef)
                if is_function and first <= line <= (child.end_lineno or line) and (first, 1) > best:
                    best, name = (first, 1), inner
            stack.append((child, inner))
    return name


def places(root: Path, rows: set[tuple[str, int, str]]) -> set[Place]:
    """The rows of the four codes, by function."""
    return {(path, function_at(root / path, line), code) for path, line, code in rows if code in CODES}


def semgrep(root: Path) -> set[tuple[str, int, str]]:
    """What Semgrep finds in a copy of a project (it leaves folders named tests out): path, line, code."""
    with tempfile.TemporaryDirectory(prefix="ekzlint-semgrep-") as name:
        copy = Path(shutil.copytree(root, Path(name).resolve() / "project"))
        return _scan(copy)


def _scan(root: Path) -> set[tuple[str, int, str]]:
    command = [tool("semgrep"), "scan", "--metrics", "off", "--disable-version-check", "--no-git-ignore", "--json"]
    done = subprocess.run([*command, "--config", HERE / "semgrep", root], capture_output=True, text=True, check=False)
    results = json.loads(done.stdout)["results"]
    return {
        (
            Path(row["path"]).resolve().relative_to(root).as_posix(),
            row["start"]["line"],
            row["check_id"].rpartition(".")[2].partition("-")[0].upper(),
        )
        for row in results
    }


def main() -> None:
    """Print a table for each of the two."""
    score = load_score()
    ours, theirs = score.Score(), score.Score()
    for name, root in score.variants():
        print(f"\r{name:60}", end="", file=sys.stderr, flush=True)
        marks = places(root, score.expected(root))
        ours.add(marks, places(root, score.found(root)))
        theirs.add(marks, places(root, semgrep(root)))
    print(file=sys.stderr)
    asked = [tool("semgrep"), "--version", "--disable-version-check"]
    version = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    print(f"ekzlint\n{score.table(ours)}\n\nSemgrep {version}, free engine\n{score.table(theirs)}")


if __name__ == "__main__":
    main()
