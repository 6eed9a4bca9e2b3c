"""The project that is scaffolded into: its folders, its framework and its settings files."""

from __future__ import annotations

import keyword
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, get_args

from ekzlint.scaffold.manifest import Framework
from ekzlint.source.discover import discover

_APPLICATIONS: Final = {"fastapi": re.compile(rb"\bFastAPI\("), "flask": re.compile(rb"\bFlask\(")}
_FRAMEWORKS: Final[Mapping[str, Framework]] = {name: name for name in get_args(Framework)}
_SETTINGS: Final = re.compile(r"""["']DJANGO_SETTINGS_MODULE["']\s*,\s*["']([\w.]+)["']""")


class TargetError(Exception):
    """The project cannot be scaffolded into; the text says why, and what to do."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """Where the files go."""

    root: Path
    """The project's folder: nothing is written outside of it."""
    base: Path
    """The folder that top-level packages lie in: the root, its `src`, or that of manage.py."""
    package: str
    framework: Framework
    application: Path | None
    """The module that makes the application, or Django's settings; None where it is not one file."""

    @property
    def folder(self) -> Path:
        """The folder of the package."""
        return self.base.joinpath(*self.package.split("."))

    @property
    def settings_module(self) -> str:
        """The dotted name of Django's settings; empty for other frameworks."""
        if self.framework != "django" or self.application is None:
            return ""
        return ".".join(self.application.relative_to(self.base).with_suffix("").parts)


def find_target(root: Path, package: str, framework: str) -> Target:
    """Look at the project in `root`. Raises TargetError."""
    root = root.resolve()
    _check_name(package)
    sources = tuple(_sources(root))
    found = _detect(root, sources) if framework == "auto" else _FRAMEWORKS.get(framework)
    if found is None:
        raise TargetError("the framework is not clear: say --framework django, fastapi or flask")
    base = _base(root, package, django=found == "django")
    target = Target(
        root=root, base=base, package=package, framework=found, application=_application(found, base, sources)
    )
    for parent in list(target.folder.parents)[: len(package.split(".")) - 1]:
        if not (parent / "__init__.py").is_file():
            raise TargetError(f"{parent.relative_to(root).as_posix()} is no package: it has no __init__.py")
    inside(root, target.folder)
    return target


def inside(root: Path, path: Path) -> Path:
    """Return `path` if it lies in `root`, also once links are followed. Raises TargetError."""
    if not path.resolve().is_relative_to(root.resolve()):
        raise TargetError(f"{path} leads out of the project")
    return path


def _check_name(package: str) -> None:
    parts = package.split(".")
    if not all(part.isidentifier() and not keyword.iskeyword(part) for part in parts):
        raise TargetError(f"{package!r} is no name of a package: write it like `payments` or `shop.payments`")
    if parts[0] in sys.stdlib_module_names:
        raise TargetError(f"{parts[0]!r} is a module of Python itself: choose another name")


def _sources(root: Path) -> Iterator[tuple[Path, bytes]]:
    """The project's own modules, without its tests and what it does not own."""
    from ekzlint.config import load_config

    files, _ = discover([root], load_config([root]))
    for path in files:
        try:
            yield path, path.read_bytes()
        except OSError:
            continue


def _detect(root: Path, sources: Iterable[tuple[Path, bytes]]) -> Framework | None:
    """The framework that the project is made with; None where that is not clear."""
    if any("DJANGO_SETTINGS_MODULE" in text for text in _manage_files(root)):
        return "django"
    found = {name for name, made in _APPLICATIONS.items() for _, source in sources if made.search(source)}
    return _FRAMEWORKS[found.pop()] if len(found) == 1 else None


def _manage_files(root: Path) -> Iterator[str]:
    for path in (root / "manage.py", root / "src" / "manage.py"):
        if path.is_file():
            yield path.read_text(encoding="utf-8", errors="replace")


def _base(root: Path, package: str, *, django: bool) -> Path:
    source = root / "src"
    if django:
        return source if (source / "manage.py").is_file() else root
    first = package.partition(".")[0]
    if (root / first).is_dir():
        return root
    holds_packages = source.is_dir() and any(source.glob("*/__init__.py"))
    return source if holds_packages else root


def _application(framework: str, base: Path, sources: tuple[tuple[Path, bytes], ...]) -> Path | None:
    if framework == "django":
        return _settings(base)
    made = [path for path, source in sources if _APPLICATIONS[framework].search(source)]
    return made[0] if len(made) == 1 else None


def _settings(base: Path) -> Path | None:
    """Django's settings module, as manage.py names it."""
    manage = base / "manage.py"
    named = _SETTINGS.search(manage.read_text(encoding="utf-8", errors="replace")) if manage.is_file() else None
    if named is None:
        return None
    path = base.joinpath(*named.group(1).split(".")).with_suffix(".py")
    return path if path.is_file() else None
