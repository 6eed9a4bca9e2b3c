"""Reads, triages and parses modules, once each, and remembers what could not be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path

from ekzlint.facts.lower import lower
from ekzlint.facts.records import Module
from ekzlint.facts.walk import enclosing_function, statements
from ekzlint.findings.model import FileError, Span
from ekzlint.flow.project import ModuleInfo
from ekzlint.knowledge.load import Knowledge
from ekzlint.limits import MAX_FILE_BYTES
from ekzlint.source.discover import display_path
from ekzlint.source.read import decode, read_bytes, too_large
from ekzlint.source.triage import Triage

_TOKEN_LITERAL = re.compile(r"""["'](?:Bearer |Basic )?(?=[^"'\n]*[0-9])[A-Za-z0-9+/=_\-:.]{12,}["']""")
"""A string of one word with a digit in it: the least that any key is."""


class Loader:
    """The files of a run by absolute path. Errors are collected, never raised."""

    def __init__(
        self, knowledge: Knowledge, adapters: Sequence[str], root: Path, overlay: Mapping[str, bytes] | None = None
    ) -> None:
        """`overlay` holds what files would contain, by absolute path; it goes before what they do contain."""
        self._overlay = overlay or {}
        self.errors: list[FileError] = []
        self.broken: set[str] = set()
        self.parsed = 0
        self._triage = Triage(knowledge)
        self._adapters, self._root = adapters, root
        self._bytes: dict[str, bytes] = {}
        self._texts: dict[str, str] = {}
        self._evidence: dict[str, frozenset[str]] = {}
        self._modules: dict[str, ModuleInfo] = {}
        self._targets: set[str] = set()

    def add_text(self, name: str, data: bytes) -> Path:
        """Take the bytes of a file that may not exist, by the name it would have."""
        path = Path.cwd() / name
        if len(data) > MAX_FILE_BYTES:
            self._fail(too_large(display_path(path)))
            data = b""
        self._bytes[path.as_posix()] = data
        return path

    def triggers(self, path: str) -> bool:
        """Whether a file can have a finding; from here on it counts as one that is checked."""
        data = self._read(path)
        if data is None:
            return False
        self._targets.add(path)
        if self._triage.providers(data) is None:
            self._bytes.pop(path, None)
            return b"ekzlint:" in data
        return True

    def is_target(self, path: str) -> bool:
        """Whether a file was named to be checked, and not only looked into."""
        return path in self._targets

    def load(self, path: str) -> ModuleInfo | None:
        """The parsed module of a file, or None with an error kept."""
        data = self._read(path)
        if data is None:
            return None
        self._bytes.pop(path, None)
        name = display_path(Path(path))
        text = decode(data, name)
        if isinstance(text, FileError):
            self._fail(text)
            return None
        self._texts[path] = text
        facts = _lower(text, path, name)
        if isinstance(facts, FileError):
            self._fail(facts)
            return None
        self.parsed += 1
        evidence = self._triage.providers(data) or frozenset()
        adapter = any(fnmatch(path, f"*/{pattern}") for pattern in self._adapters)
        tokens = _TOKEN_LITERAL.search(text) is not None
        module = ModuleInfo(path, facts, evidence=evidence, adapter=adapter, tokens=tokens)
        self._modules[path] = module
        return module

    def text(self, path: str) -> str:
        """The decoded text of a loaded file."""
        return self._texts.get(path, "")

    def target_texts(self) -> Iterator[tuple[str, str]]:
        """Path and text of each checked file that was loaded, in order."""
        return ((path, self._texts[path]) for path in sorted(self._targets) if path in self._texts)

    def texts_by_name(self) -> dict[str, str]:
        """Texts by the path that a user sees."""
        return {display_path(Path(path)): text for path, text in self._texts.items()}

    def statement_lines(self, path: str, span: Span) -> tuple[int, int]:
        """First and last line of the statement at a place."""
        module = self._modules.get(path)
        best = (span.line, span.end_line)
        if module is not None:
            for stmt in statements(module.facts.body):
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
            got = self._overlay.get(path) or read_bytes(Path(path), display_path(Path(path)))
            if isinstance(got, FileError):
                self._fail(got)
                return None
            data = self._bytes[path] = got
        return data

    def _fail(self, error: FileError) -> None:
        if error.path not in self.broken:
            self.broken.add(error.path)
            self.errors.append(error)


def _lower(text: str, path: str, name: str) -> Module | FileError:
    """The facts of a text, or why there are none."""
    try:
        return lower(text, path)
    except SyntaxError as error:
        reason = f"not valid Python: {error.msg}"
        return FileError(path=name, line=error.lineno or 0, column=error.offset or 0, reason=reason)
    except (RecursionError, MemoryError):
        return FileError(path=name, line=0, column=0, reason="nested too deeply to be parsed")
    except ValueError as error:
        return FileError(path=name, line=0, column=0, reason=str(error))
