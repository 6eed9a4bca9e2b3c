"""Finds the files to analyse: a walk that follows .gitignore and the excludes, and never a link out of the tree."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from ekzlint.config import Config
from ekzlint.findings.model import FileError
from ekzlint.source.ignore import Ignore

_NEVER_WALKED = frozenset({"node_modules", "site-packages", "venv", "env", "__pycache__"})
"""With every folder that has a pyvenv.cfg or whose name begins with a dot: never the project's own code."""


def discover(paths: Sequence[Path], config: Config) -> tuple[list[Path], list[FileError]]:
    """Return the Python files under `paths`, absolute, sorted and without doubles, and what could not be followed.

    A folder is walked for `*.py`. What is named is taken whatever the excludes say, unless `config.force_exclude` is
    set; a file that is named may have any suffix. Nothing is raised: a path that does not exist is one of the errors.
    """
    files, errors = discover_names(paths, config)
    return [Path(file) for file in files], errors


def discover_names(paths: Sequence[Path], config: Config) -> tuple[list[str], list[FileError]]:
    """The same, with the files as texts with `/`: to make paths of them takes as long as to find them."""
    walk = _Walk(config)
    for path in paths:
        walk.start(path)
    # Sorted as paths are, part by part.
    files = sorted((file.replace(os.sep, "/") for file in walk.files), key=lambda file: file.split("/"))
    return files, sorted(walk.errors, key=lambda error: (error.path, error.reason))


def display_path(path: Path) -> str:
    """Return `path` relative to the working directory, with `/`; the absolute path where that is impossible."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # on another drive
        return path.as_posix()


class _Walk:
    """One walk over several starting points; collects files and errors."""

    def __init__(self, config: Config) -> None:
        self.files: set[str] = set()
        self.errors: set[FileError] = set()
        self._config = config
        self._root = ""

    def start(self, named: Path) -> None:
        """Take a path that the user named."""
        try:
            mode = named.stat().st_mode
            path = named.resolve() if stat.S_ISDIR(mode) else named.parent.resolve() / named.name
        except (OSError, RuntimeError) as error:
            self._fail(named, _stat_reason(error))
            return
        if not stat.S_ISDIR(mode) and not stat.S_ISREG(mode):
            self._fail(path, "not a regular file")
            return
        ignore = Ignore.above(path, self._config)
        if self._config.force_exclude and self._is_left_out(path, ignore, stat.S_ISDIR(mode)):
            return
        if stat.S_ISDIR(mode):
            self._root = str(path)
            self._walk(str(path), ignore.lifted(str(path)))
        else:
            self.files.add(str(path))

    def _is_left_out(self, path: Path, ignore: Ignore, is_folder: bool) -> bool:
        """Tell whether a walk from the folder of the configuration would never reach `path`."""
        root = self._config.root.resolve()
        inner = [folder for folder in path.parents if root in folder.parents]
        return ignore.covers(str(path), is_folder=is_folder) or any(
            _is_never_walked(folder.name) or (folder / "pyvenv.cfg").is_file() for folder in inner
        )

    def _walk(self, top: str, ignore: Ignore) -> None:
        pending = [(top, ignore)]
        while pending:
            folder, ignore = pending.pop()
            try:
                with os.scandir(folder) as found:
                    entries = list(found)
            except OSError as error:
                self._fail(Path(folder), f"the folder cannot be listed: {error.strerror}")
                continue
            names = {entry.name for entry in entries}
            if "pyvenv.cfg" in names and folder != top:
                continue
            inside = ignore.inside(folder) if ".gitignore" in names else ignore
            pending.extend((below, inside) for below in self._take(entries, inside))

    def _take(self, entries: Sequence[os.DirEntry[str]], ignore: Ignore) -> Iterator[str]:
        """Keep the Python files among `entries` and yield the folders to walk."""
        for entry in entries:
            if _is_never_walked(entry.name):
                continue
            if entry.is_symlink():
                reason = self._why_not_followed(entry)
                if reason and not ignore.covers(entry.path, is_folder=entry.name[-3:] != ".py"):
                    self._fail(Path(entry.path), f"not followed: the symbolic link {reason}")
            elif entry.is_dir():
                if not ignore.covers(entry.path, is_folder=True):
                    yield entry.path
            elif entry.name.endswith(".py") and entry.is_file() and not ignore.covers(entry.path, is_folder=False):
                self.files.add(entry.path)

    def _why_not_followed(self, link: os.DirEntry[str]) -> str:
        """Say what is wrong with `link`, or "" where nothing is lost: its target is walked under its own name."""
        is_python = link.name.endswith(".py")
        try:
            is_folder = stat.S_ISDIR(link.stat().st_mode)
            target = str(Path(link.path).resolve(strict=True))
        except (OSError, RuntimeError) as error:
            if _is_loop(error):
                return "leads back to itself"
            return "leads nowhere" if is_python else ""
        if is_folder and _holds(target, link.path):
            return "leads back to a folder above it"
        if (is_folder or is_python) and not _holds(self._root, target):
            return "leaves the folder that is checked"
        return ""

    def _fail(self, path: Path, reason: str) -> None:
        self.errors.add(FileError(path=display_path(path), line=0, column=0, reason=reason))


def _is_never_walked(name: str) -> bool:
    return name.startswith(".") or name in _NEVER_WALKED


def _holds(folder: str, path: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _is_loop(error: OSError | RuntimeError) -> bool:
    """Tell a loop of links: pathlib raised RuntimeError for it before Python 3.13."""
    return isinstance(error, RuntimeError) or error.errno == errno.ELOOP


def _stat_reason(error: OSError | RuntimeError) -> str:
    if isinstance(error, RuntimeError) or _is_loop(error):
        return "the symbolic link leads back to itself"
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return "there is no such file or folder"
    return f"cannot be read: {error.strerror}"
