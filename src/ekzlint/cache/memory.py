"""The index of a cache: which files are as they were, and which analyses still hold because of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

from ekzlint import store
from ekzlint.cache.files import NO_STAMP, unchanged
from ekzlint.cache.records import Analysis, FileState, Index, Stored
from ekzlint.source.finder import Finder, Lookup, changed

_TAG: Final = (
    b"Signature: 8a477f597d28d172789f06886806bc55\n"
    b"# This folder is a cache that ekzlint made. It can be removed at any time.\n"
)
_DECODER: Final = msgspec.msgpack.Decoder(Index)


class Memory:
    """What the runs before left in a folder. It is read once, and written back only where something changed."""

    def __init__(self, folder: Path, key: str, root: Path) -> None:
        self.folder, self.note = folder, ""
        """`note` tells why what lies in the folder is not used, where that is worth a word."""
        self._root = root
        index = self._read(key)
        self._index = index
        self._number = {path: number for number, path in enumerate(index.paths)}
        self._states: dict[str, FileState] = {}
        self._moved: set[int] = set()
        self._dirty = False
        self._lost = self._lost_lookups()

    def _read(self, key: str) -> Index:
        try:
            data = store.read(self.folder / "index")
            index = Index(key) if data is None else _DECODER.decode(data)
            if len(index.paths) != len(index.states):
                raise store.ForeignError("damaged")
        except (store.ForeignError, msgspec.DecodeError) as error:
            why = str(error) if isinstance(error, store.ForeignError) else "damaged"
            self.note = f"the cache in {self.folder} is not used: {why}"
            return Index(key)
        return index if index.key == key else Index(key)

    @property
    def known(self) -> bool:
        """Whether there is anything that a run left."""
        return bool(self._index.paths)

    def look(self) -> None:
        """Find out which of the known files are as they were."""
        for number, (path, state) in enumerate(zip(self._index.paths, self._index.states, strict=True)):
            now = unchanged(path, state)
            if now is None:
                self._moved.add(number)
                self._dirty = self._dirty or bool(state.digest)
            else:
                self._states[path] = now
                self._dirty = self._dirty or now is not state

    def state(self, path: str) -> FileState | None:
        """The state of a file that is as it was."""
        return self._states.get(path)

    def states(self) -> Mapping[str, FileState]:
        """The states of all known files that are as they were."""
        return self._states

    def analysis(self, path: str) -> Analysis | None:
        """The analysis of a file, where nothing that it depends on has changed."""
        number = self._number.get(path, -1)
        stored = self._index.analyses.get(number)
        if stored is None or not self._holds(number, stored):
            return None
        try:
            reads = frozenset(self._index.paths[one] for one in stored.reads)
            return Analysis(stored.found, stored.errors, reads)
        except IndexError:
            return None

    def _holds(self, number: int, stored: Stored) -> bool:
        return (
            number not in self._moved and self._moved.isdisjoint(stored.reads) and self._lost.isdisjoint(stored.lookups)
        )

    def _lost_lookups(self) -> set[int]:
        """The imports that now lead elsewhere. Where no folder has changed, none does."""
        folders = self._index.folders
        if all(when == changed(folder) and when >= -1 for folder, when in folders.items()):
            return set()
        self._dirty = True
        finder = Finder(self._root)
        lost = {n for n, (lookup, led_to) in enumerate(self._index.lookups) if finder.find(lookup) != led_to}
        self._index = msgspec.structs.replace(self._index, folders={**folders, **finder.folders})
        return lost

    def write(
        self,
        states: Mapping[str, FileState],
        analyses: Mapping[str, Analysis],
        finder: Finder,
        folders: Mapping[str, int],
    ) -> None:
        """Keep what is new beside what still holds; nothing is written where nothing is new."""
        if not (self._dirty or states or analyses) or not make_folder(self.folder):
            return
        known = {path: state for path, state in {**self._states, **states}.items() if _is_text(path)}
        dead = len(self._moved - {self._number[path] for path in states if path in self._number})
        tables = _Tables(self._index if dead <= len(known) else Index(self._index.key))
        for number in tables.analyses.keys() & self._index.analyses.keys():
            if not self._holds(number, tables.analyses[number]):
                del tables.analyses[number]
        for path, state in known.items():
            tables.states[tables.path(path)] = state
        for path, analysis in analyses.items():
            if not all(map(_is_text, analysis.reads)):
                continue
            tables.analyses[tables.path(path)] = Stored(
                analysis.found,
                analysis.errors,
                tuple(tables.path(read) for read in sorted(analysis.reads)),
                tuple(tables.lookup((lookup, finder.find(lookup))) for lookup in sorted(analysis.lookups)),
            )
        index = tables.index({**self._index.folders, **folders, **finder.folders})
        store.write(self.folder / "index", msgspec.msgpack.encode(index))


class _Tables:
    """The tables of an index while a new one is made: numbers that are given stay."""

    def __init__(self, index: Index) -> None:
        self._key = index.key
        self._paths = {path: number for number, path in enumerate(index.paths)}
        self._lookups = {lookup: number for number, lookup in enumerate(index.lookups)}
        self.states = dict(enumerate(index.states))
        self.analyses = dict(index.analyses)

    def path(self, path: str) -> int:
        return self._paths.setdefault(path, len(self._paths))

    def lookup(self, lookup: tuple[Lookup, str | None]) -> int:
        return self._lookups.setdefault(lookup, len(self._lookups))

    def index(self, folders: dict[str, int]) -> Index:
        none = FileState(NO_STAMP, b"")
        states = tuple(self.states.get(number, none) for number in range(len(self._paths)))
        return Index(self._key, tuple(self._paths), states, self.analyses, tuple(self._lookups), folders)


def _is_text(path: str) -> bool:
    """Whether a file's name can be written down; one that cannot is analysed each time."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def make_folder(folder: Path) -> bool:
    """Make the folder of a cache, with what keeps it out of version control and of backups."""
    try:
        (folder / "facts").mkdir(parents=True, exist_ok=True)
        for name, text in ((".gitignore", b"*\n"), ("CACHEDIR.TAG", _TAG)):
            if not (folder / name).exists() and not store.put(folder / name, text):
                return False
    except OSError:
        return False
    return True
