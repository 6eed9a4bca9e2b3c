"""What the scaffolded code needs: dependencies and settings, added where the project lists its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from ekzlint.scaffold.manifest import Group
from ekzlint.scaffold.target import Target, TargetError

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_HEADER: Final = "# Payments"


def edits(target: Target, groups: Sequence[Group]) -> list[tuple[Path, bytes | None, str]]:
    """Return the files to edit: each with what lies there, and its new text."""
    needed = list(dict.fromkeys(line for group in groups for line in group.requires))
    settings = list(dict.fromkeys(line for group in groups for line in group.environment))
    found = [_dependencies(target.root, needed), _environment(target.root / ".env.example", settings)]
    return [edit for edit in found if edit is not None]


def _dependencies(root: Path, needed: Sequence[str]) -> tuple[Path, bytes | None, str] | None:
    pyproject = root / "pyproject.toml"
    if pyproject.is_file():
        edited = _in_pyproject(pyproject, needed)
        if edited is not None:
            return edited if edited[2] else None
    path = root / "requirements.txt"
    old = path.read_bytes() if path.is_file() else None
    text = _text(path, old)
    missing = _missing(needed, text.splitlines())
    return (path, old, _appended(text, missing)) if missing else None


def _in_pyproject(path: Path, needed: Sequence[str]) -> tuple[Path, bytes, str] | None:
    """The edit of `[project] dependencies`, with no text where nothing is missing; None where there is no such list."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    old = path.read_bytes()
    try:
        document = tomlkit.parse(_text(path, old))
    except TOMLKitError as error:
        raise TargetError(f"{path}: {error}") from None
    project = document.get("project")
    if not isinstance(project, dict) or "dependencies" in project.get("dynamic", []):
        return None
    if "dependencies" not in project:
        project["dependencies"] = tomlkit.array().multiline(True)
    listed = project["dependencies"]
    missing = _missing(needed, [str(line) for line in listed])
    for line in missing:
        listed.append(line)
    return path, old, tomlkit.dumps(document) if missing else ""


def _missing(needed: Iterable[str], listed: Iterable[str]) -> list[str]:
    there = {name for line in listed if (name := _name(line))}
    return [line for line in needed if _name(line) not in there]


def _name(requirement: str) -> str:
    """The name of a requirement, spelt in one way."""
    found = _NAME.match(requirement.strip())
    return re.sub(r"[-_.]+", "-", found.group()).lower() if found else ""


def _environment(path: Path, settings: Sequence[str]) -> tuple[Path, bytes | None, str] | None:
    """The settings that the example does not name yet. The file that holds the values is never touched."""
    old = path.read_bytes() if path.is_file() else None
    text = _text(path, old)
    there = {line.lstrip("# ").partition("=")[0].removeprefix("export ").strip() for line in text.splitlines()}
    missing = [line for line in settings if line.partition("=")[0] not in there]
    return (path, old, _appended(text, [_HEADER, *missing])) if missing else None


def _appended(text: str, lines: Sequence[str]) -> str:
    gap = "" if not text or text.endswith("\n") else "\n"
    return text + gap + "\n".join(lines) + "\n"


def _text(path: Path, data: bytes | None) -> str:
    try:
        return (data or b"").decode("utf-8")
    except UnicodeDecodeError:
        raise TargetError(f"{path} is not UTF-8") from None
