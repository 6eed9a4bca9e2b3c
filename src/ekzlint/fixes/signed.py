"""The places of a provider's scheme (`{body}`, `{header:name}`, `{field:code}`) as expressions of one handler."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ekzlint.fixes.edits import Edit
from ekzlint.fixes.handler import Handler
from ekzlint.fixes.held import held
from ekzlint.fixes.imports import bring_name
from ekzlint.fixes.incoming import Incoming
from ekzlint.knowledge.schema import Provider

_PLACE = re.compile(r"\{(\w+)(?::([^}:]*))?(?::(lower))?\}")
_LONGEST = 110


class UnknownPlaceError(Exception):
    """Something that a scheme needs cannot be told of this handler."""


@dataclass
class Places:
    """Turns templates into expressions; `edits` gathers what these need."""

    handler: Handler
    provider: Provider
    what: Incoming
    message: str = ""
    """The name of the parsed message, or of its signed part."""
    secret: str = ""
    """The expression of the secret, where that is a part of what is signed."""
    pairs: str = ""
    """The name of the header's parts."""
    edits: list[Edit] = field(default_factory=list)

    def text(self, template: str) -> str:
        """A template with one place and nothing around it, as an expression."""
        found = _PLACE.fullmatch(template)
        if found is None:
            raise UnknownPlaceError(template)
        return self._expression(found)

    def assigned(self, name: str, template: str, indent: int) -> tuple[list[str], str]:
        """The lines that give a name to what is signed, and the expression of it in bytes."""
        before, body, after = template.partition("{body}")
        if body:
            parts = [self._whole(before)] if before else []
            parts += [self.what.raw, *([self._whole(after)] if after else [])]
            whole = " + ".join(parts)
            return ([], whole) if len(parts) == 1 else ([f"{name} = {whole}"], name)
        if template == "{sorted}":
            return [f"{name} = {self.text(template)}"], f"{name}.encode()"
        line = f"{name} = {self._joined(template)}"
        if len(line) + indent <= _LONGEST:
            return [line], f"{name}.encode()"
        step = self.handler.step
        lines = [f"{name} = (", *(f"{step}{self._joined(piece)}" for piece in _pieces(template)), ")"]
        return lines, f"{name}.encode()"

    def _whole(self, template: str) -> str:
        """A template in bytes; what is one text already needs nothing around it, but a field may be a number."""
        alone = _PLACE.fullmatch(template)
        made = self._expression(alone) if alone and alone.group(1) != "field" else self._joined(template)
        return f"{made}.encode()"

    def _joined(self, template: str) -> str:
        """A template as one f-string."""
        parts: list[str] = []
        end = 0
        for found in _PLACE.finditer(template):
            parts += [template[end : found.start()], "{", self._expression(found), "}"]
            end = found.end()
        text = "".join([*parts, template[end:]])
        quote = "'" if '"' in text else '"'
        return f"f{quote}{text}{quote}" if parts else f"{quote}{text}{quote}"

    def _expression(self, found: re.Match[str]) -> str:
        kind, name, change = found.group(1), found.group(2) or "", found.group(3)
        if kind == "header":
            made = self.what.header(name)
        elif kind == "query":
            made = self.what.query(name)
        elif kind == "pair":
            made = f'{self.pairs}.get("{name}", "")'
        elif kind == "field":
            made = self.message + "".join(_steps(self.spelt(name).split(".")))
        elif kind == "setting":
            made = self._setting(name)
        elif kind == "message":
            made = self.message
        elif kind == "secret":
            made = self.secret.replace("'", '"')
        elif kind == "sorted":
            made = self._dumped()
        else:
            raise UnknownPlaceError(kind)
        return f"{made}.lower()" if change else made

    def _dumped(self) -> str:
        """The parsed message as the providers that sort its keys write it."""
        dumps = bring_name(self.handler.module, self.handler.tree, "json", "dumps", self.handler.fact.at[0] + 1)
        if dumps is None:
            raise UnknownPlaceError("json")
        self.edits += dumps.edits
        return f'{dumps.name}({self.message}, sort_keys=True, separators=(",", ":"))'

    def spelt(self, name: str) -> str:
        """A key as this handler spells it: some messages come in two spellings."""
        keys = self.handler.walk.run.keys
        pascal = name[:1].upper() + name[1:]
        return pascal if pascal in keys and name not in keys else name

    def _setting(self, names: str) -> str:
        first, *others = names.split("|")
        found = held(self.handler, self.provider, first, tuple(other.lower() for other in others))
        if found is None:
            raise UnknownPlaceError(names)
        self.edits += found.edits
        return found.name.replace("'", '"')


def _steps(keys: list[str]) -> Iterator[str]:
    for key in keys[:-1]:
        yield f'.get("{key}", {{}})'
    yield f'.get("{keys[-1]}", "")'


def _pieces(template: str) -> Iterator[str]:
    """A template cut in front of the text that follows each place but the first."""
    start = 0
    for found in _PLACE.finditer(template):
        end = found.end()
        rest = re.match(r"[;:,.|&]*", template[end:])
        end += rest.end() if rest else 0
        yield template[start:end]
        start = end
    if template[start:]:
        yield template[start:]
