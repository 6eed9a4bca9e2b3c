"""Reads, triages and parses modules, once each, and remembers what could not be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path

from ekzlint.cache.facts import FactStore
from ekzlint.cache.files import NO_STAMP, digest_of, stamp_of
from ekzlint.cache.records import FileState, Stamp
from ekzlint.facts.records import Module
from ekzlint.facts.walk import enclosing_function, statements
from ekzlint.findings.model import FileError, Span
from ekzlint.flow.project import ModuleInfo
from ekzlint.knowledge.load import Knowledge
from ekzlint.limits import MAX_FILE_BYTES
from ekzlint.source.read import decode, read_bytes, too_large
from ekzlint.source.triage import Triage

_TOKEN_LITERAL = re.compile(r"""["'](?:Bearer |Basic )?(?=[^"'\n]*[0-9])[A-Za-z0-9+/=_\-:.]{12,}["']""")
"""A string of one word with a digit in it: the least that any key is."""


class Loader:
    """The files of a run by absolute path. Errors are collected, never raised."""

    def __init__(
        self,
        knowledge: Knowledge,
        adapters: Sequence[str],
        root: Path,
        overlay: Mapping[str, bytes] | None = None,
        facts: FactStore | None = None,
        top: Path | None = None,
    ) -> None:
        """`overlay` holds what files would contain, by absolute path; it goes before what they do contain.

        What the folder `top` itself is called tells nothing of the files in it.
        """
        self._top = top.as_posix() if top else ""
        self._overlay = overlay or {}
        self._facts = facts
        self.broken: dict[str, FileError] = {}
        """Why files could not be read or parsed, by absolute path."""
        self.parsed = 0
        self._triage = Triage(knowledge)
        self._adapters, self._root = adapters, root
        self._bytes: dict[str, bytes] = {}
        self._texts: dict[str, str] = {}
        self._modules: dict[str, ModuleInfo] = {}
        self._seen: dict[str, tuple[Stamp, bytes]] = {}
        self._flags: dict[str, tuple[bool, bool]] = {}
        self._said: dict[str, frozenset[str] | None] = {}

    def triggers(self, path: str) -> bool:
        """Whether a file has to be analysed: it may have a finding, or a comment that speaks to ekzlint."""
        data = self._read(path)
        if data is None:
            return False
        if self._wanted(path, data):
            return True
        self._bytes.pop(path, None)
        return False

    def holds(self, path: str, marks: Sequence[bytes]) -> bool:
        """Whether one of some pieces of text occurs in a file."""
        data = self._read(path)
        return data is not None and any(mark in data for mark in marks)

    def _wanted(self, path: str, data: bytes) -> bool:
        flags = self._flags.get(path)
        if flags is None:
            flags = self._flags[path] = (self._providers(path, data) is not None, b"ekzlint:" in data)
        return any(flags)

    def _providers(self, path: str, data: bytes) -> frozenset[str] | None:
        """See Triage.providers; the name of the file, and of the folder that it is in, belong to what it says."""
        if path not in self._said:
            self._said[path] = self._searched(path, data)
        return self._said[path]

    def _searched(self, path: str, data: bytes) -> frozenset[str] | None:
        folder, _, name = path.rpartition("/")
        within = "" if folder == self._top else folder.rpartition("/")[2]
        return self._triage.providers(data + f"\n{within} {name}".encode(errors="replace"))

    def states(self, paths: Iterable[str]) -> dict[str, FileState]:
        """What is known of files that were read, for the runs to come."""
        nothing = (NO_STAMP, b"")
        return {
            path: FileState(
                *self._seen.get(path, nothing), *self._flags.get(path, (False, False)), self.broken.get(path)
            )
            for path in paths
        }

    def load(self, path: str) -> ModuleInfo | None:
        """The parsed module of a file, or None with an error kept."""
        data = self._read(path)
        if data is None:
            return None
        self._wanted(path, data)
        self._bytes.pop(path, None)
        text = decode(data, path)
        if isinstance(text, FileError):
            self._fail(text)
            return None
        self._texts[path] = text
        facts = self._lowered(text, path)
        if isinstance(facts, FileError):
            self._fail(facts)
            return None
        self.parsed += 1
        said = self._providers(path, data)
        adapter = any(fnmatch(path, f"*/{pattern}") for pattern in self._adapters)
        tokens = _TOKEN_LITERAL.search(text) is not None
        module = ModuleInfo(
            path, facts, evidence=said or frozenset(), adapter=adapter, topical=said is not None, tokens=tokens
        )
        self._modules[path] = module
        return module

    def _lowered(self, text: str, path: str) -> Module | FileError:
        """The facts of a text, from the cache where it has them."""
        digest = self._seen[path][1] if self._facts and path in self._seen else b""
        body = self._facts.get(digest) if self._facts and digest else None
        if body is not None:
            return Module(path, body)
        facts = _lower(text, path)
        if self._facts and digest and isinstance(facts, Module):
            self._facts.put(digest, facts.body)
        return facts

    def text(self, path: str) -> str:
        """The decoded text of a file, empty where it has none."""
        if path not in self._texts:
            data = self._read(path)
            text = decode(data, path) if data is not None else ""
            self._texts[path] = text if isinstance(text, str) else ""
            self._bytes.pop(path, None)
        return self._texts[path]

    def statement_lines(self, path: str, span: Span) -> tuple[int, int]:
        """First and last line of the statement at a place."""
        module = self._modules.get(path)
        best = (span.line, span.end_line)
        if module is not None:
            for stmt in statements(module.facts.body, span.line):
                if not hasattr(stmt, "body") and stmt.at[0] <= span.line and span.end_line <= stmt.at[2]:
                    best = (stmt.at[0], stmt.at[2])
        return best

    def def_lines(self, path: str, span: Span) -> tuple[int, int] | None:
        """The decorator and `def` lines of the function around a place."""
        module = self._modules.get(path)
        function = enclosing_function(module.facts, span.line) if module else None
        return (function.first_line, function.at[0]) if function else None

    def _read(self, path: str) -> bytes | None:
        data = self._bytes.get(path)
        if data is None:
            stamp = stamp_of(path) if self._facts else NO_STAMP
            got = self._content(path)
            if isinstance(got, FileError):
                self._fail(got)
                return None
            if self._facts:
                self._seen[path] = (stamp, digest_of(got))
            data = self._bytes[path] = got
        return data

    def _content(self, path: str) -> bytes | FileError:
        data = self._overlay.get(path)
        if data is None:
            return read_bytes(Path(path), path)
        return data if len(data) <= MAX_FILE_BYTES else too_large(path)

    def _fail(self, error: FileError) -> None:
        self.broken.setdefault(error.path, error)


def _lower(text: str, path: str) -> Module | FileError:
    """The facts of a text, or why there are none."""
    # Imported here: where the cache has all facts, the parser is not needed.
    from ekzlint.facts.lower import lower

    try:
        return lower(text, path)
    except SyntaxError as error:
        reason = f"not valid Python: {error.msg}"
        return FileError(path=path, line=error.lineno or 0, column=error.offset or 0, reason=reason)
    except (RecursionError, MemoryError):
        return FileError(path=path, line=0, column=0, reason="nested too deeply to be parsed")
    except ValueError as error:
        return FileError(path=path, line=0, column=0, reason=str(error))
