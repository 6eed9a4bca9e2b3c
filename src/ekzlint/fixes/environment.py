"""How a file reads settings from the environment, and the list of their names for those who set the project up."""

from __future__ import annotations

import re
from pathlib import Path

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.facts.walk import all_expressions
from ekzlint.findings.model import Span
from ekzlint.fixes.edits import Edit
from ekzlint.fixes.imports import Brought, bring_name
from ekzlint.fixes.tree import Tree
from ekzlint.flow.project import ModuleInfo
from ekzlint.knowledge.schema import Provider

EXAMPLES = (".env.example", ".env.sample", ".env.template", "env.example", ".env.dist")


def reading(module: ModuleInfo, tree: Tree, name: str, line: int) -> Brought | None:
    """The expression that reads a variable, in the way of the file's other ones."""
    for stmt in module.facts.body:
        if isinstance(stmt, r.Import) and stmt.module in ("decouple", "environs") and stmt.name == "config":
            return Brought(f'{stmt.local}("{name}")')
        if isinstance(stmt, r.Assign) and isinstance(stmt.value, r.Call) and dotted(stmt.value.func) in _ENVS:
            target = dotted(stmt.targets[0])
            if target and stmt.at[2] < line:
                return Brought(f'{target}("{name}")')
    brought = bring_name(module, tree, "os", "environ", line)
    return Brought(f'{brought.name}["{name}"]', brought.edits) if brought else None


_ENVS = frozenset({"environ.Env", "Env", "environs.Env"})


def default_is_empty(module: r.Module) -> bool:
    """Whether other look-ups of the file fall back to an empty text: then the missing one is seen later, as theirs."""
    for expr in all_expressions(module):
        if isinstance(expr, r.Call) and len(expr.args) == 2 and dotted(expr.func) in ("os.environ.get", "os.getenv"):
            default = expr.args[1]
            if isinstance(default, r.Const) and default.value == "":
                return True
    return False


def variable_for(provider: Provider | None, name: str, value: str) -> str:
    """The name of the variable for a secret that is held under `name`; empty where nothing tells it."""
    for setting in provider.setting if provider else ():
        marks = [setting.pattern, *(f"(?:{prefix}).*" for prefix in (setting.live, setting.test) if prefix)]
        if any(mark and re.fullmatch(mark, value) for mark in marks) and not name.isupper():
            return setting.name
    bare = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    upper = re.sub(r"\W+", "_", bare).strip("_").upper()
    if not upper or not upper.isascii():
        return ""
    known = [setting.name for setting in provider.setting] if provider else []
    if upper in known or not provider or name.isupper() or any(word.upper() in upper for word in provider.words):
        return upper
    return next((setting for setting in known if setting.endswith(f"_{upper}")), f"{provider.name.upper()}_{upper}")


def existing(folder: Path) -> bool:
    """Whether the project has an example of an environment file."""
    return any((folder / known).is_file() for known in EXAMPLES)


def listed(folder: Path, name: str) -> tuple[Edit, ...]:
    """The edit that adds a name, without a value, to the project's example of an environment file."""
    file = next((folder / known for known in EXAMPLES if (folder / known).is_file()), folder / EXAMPLES[0])
    try:
        text = file.read_text(encoding="utf-8").replace("\r\n", "\n") if file.is_file() else ""
    except (OSError, UnicodeDecodeError):
        return ()
    if re.search(rf"^\s*(?:export\s+)?{re.escape(name)}\s*=", text, re.MULTILINE):
        return ()
    line = text.count("\n") + (2 if text and not text.endswith("\n") else 1)
    return (Edit(file.as_posix(), Span(line, 1, line, 1), f"{name}=\n", is_import=True),)
