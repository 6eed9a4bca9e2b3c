"""What a walk leaves out: the patterns of the configuration, and every .gitignore that has a say."""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Sequence
from pathlib import Path

from pathspec import GitIgnoreSpec

from ekzlint.config import Config


class Ignore:
    """Patterns, each list with the folder it is relative to. Immutable: `inside` returns a new one."""

    def __init__(self, excludes: Sequence[_Layer], gitignores: Sequence[_Layer]) -> None:
        """Take the lists of the configuration, and those of .gitignore files, outermost first."""
        self._excludes = tuple(excludes)
        self._gitignores = tuple(gitignores)

    @classmethod
    def above(cls, start: Path, config: Config) -> Ignore:
        """Return what holds for `start` itself and, unless it is told otherwise, for everything in it.

        The patterns of the configuration are relative to its folder, or to the repository around `start` where there
        is no configuration. The .gitignore files from the top of the repository down to `start`'s parent count.
        """
        top = next((folder for folder in (start, *start.parents) if (folder / ".git").exists()), None)
        above = [folder for folder in reversed(start.parents) if top and (folder == top or top in folder.parents)]
        base = config.file.parent.resolve() if config.file else top
        if base is None or not (base == start or base in start.parents):
            base = start.parent
        excludes = [_Layer(str(base), lines) for lines in (config.exclude, config.extend_exclude) if lines]
        return cls(excludes, [layer for layer in map(_gitignore, above) if layer])

    def inside(self, folder: str) -> Ignore:
        """Return what holds in `folder`, which has a .gitignore of its own."""
        layer = _gitignore(Path(folder))
        return Ignore(self._excludes, (*self._gitignores, layer)) if layer else self

    def lifted(self, start: str) -> Ignore:
        """Return this without the lists that leave out `start`: who names a folder wants to see what is in it."""
        return Ignore(
            [layer for layer in self._excludes if not layer.says(start, True)],
            [layer for layer in self._gitignores if not layer.says(start, True)],
        )

    def covers(self, path: str, *, is_folder: bool) -> bool:
        """Tell whether `path` is left out. Among .gitignore files the innermost with an opinion decides, as in git."""
        if any(layer.says(path, is_folder) for layer in self._excludes):
            return True
        opinions = (layer.says(path, is_folder) for layer in reversed(self._gitignores))
        return next((opinion for opinion in opinions if opinion is not None), False)


class _Layer:
    """The patterns of one file or key, and the folder they are relative to."""

    def __init__(self, base: str, lines: Sequence[str]) -> None:
        self._prefix = base.rstrip(os.sep) + os.sep
        self._spec = _compile(lines)
        self._any = _any_of(self._spec)

    def says(self, path: str, is_folder: bool) -> bool | None:
        """Return True to leave `path` out, False to keep it, None for no opinion."""
        if not path.startswith(self._prefix):
            return None
        name = path[len(self._prefix) :].replace(os.sep, "/") + ("/" if is_folder else "")
        if self._any is not None and not self._any.search(name):
            return None
        return self._spec.check_file(name).include


def _gitignore(folder: Path) -> _Layer | None:
    try:
        lines = (folder / ".gitignore").read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError:
        return None
    return _Layer(str(folder), lines) if lines else None


def _compile(lines: Sequence[str]) -> GitIgnoreSpec:
    """Compile `lines`; like git, skip a pattern that means nothing (a lone `!`) instead of giving up."""
    try:
        return GitIgnoreSpec.from_lines(lines)
    except (ValueError, re.error):
        return GitIgnoreSpec.from_lines(line for line in lines if _is_valid(line))


def _any_of(spec: GitIgnoreSpec) -> re.Pattern[str] | None:
    """What fits where any of the patterns does; most files fit none, and one search tells it. None where that fails."""
    patterns = [pattern.regex.pattern for pattern in spec.patterns if pattern.regex is not None]
    # The groups have names, which all of them share and nobody asks for here.
    unnamed = [re.sub(r"\(\?P<\w+>", "(?:", text) for text in patterns if isinstance(text, str)]
    if len(unnamed) < len(patterns):
        return None
    try:
        with warnings.catch_warnings():
            # What may mean something else one day means the same in both.
            warnings.simplefilter("ignore", FutureWarning)
            return re.compile("|".join(f"(?:{text})" for text in unnamed))
    except re.error:
        return None


def _is_valid(line: str) -> bool:
    try:
        GitIgnoreSpec.from_lines([line])
    except (ValueError, re.error):
        return False
    return True
