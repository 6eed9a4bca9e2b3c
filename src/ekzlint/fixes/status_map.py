"""Completes a map of a provider's statuses: documented words that it lacks, and a default that is never paid."""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst

from ekzlint.fixes.edits import Edit, behind, insertion
from ekzlint.fixes.tree import Tree
from ekzlint.flow.words import words
from ekzlint.knowledge.schema import Provider

_STATES = ("paid", "failed", "expired")
"""What has to have a name; the rest is pending, named or not."""
_WAITS = frozenset(
    {"pending", "pendente", "waiting", "unpaid", "open", "created", "processing", "unknown", "initiated"}
)


@dataclass(frozen=True)
class StatusMap:
    """The dict, and the call or subscript that looks a status up in it."""

    tree: Tree
    node: cst.Dict
    lookup: cst.Call | cst.Subscript
    provider: Provider

    def completed(self) -> list[Edit]:
        """The edits; nothing where it cannot be told what the project calls a state."""
        waiting = self._waiting()
        if not waiting:
            return []
        added: list[str] = []
        for state in _STATES:
            lacking = self._lacking(state)
            value = self._value_for(state) if lacking else ""
            if lacking and not value:
                return []
            added += [f"{key}: {value}" for key in lacking]
        return [*self._default(waiting), *self._added(added)]

    def _entries(self) -> dict[str, str]:
        """The values as they are written, by their keys in lower case."""
        found = {}
        for element in self.node.elements:
            key = _literal(element.key) if isinstance(element, cst.DictElement) else None
            if key is not None:
                found[str(key).lower()] = self.tree.source(element.value)
        return found

    def _documented(self, state: str) -> tuple[str | int, ...]:
        documented: tuple[str | int, ...] = getattr(self.provider.status, state)
        return documented

    def _lacking(self, state: str) -> list[str]:
        """The documented words of a state of which the map has none, as the map writes its keys."""
        entries, documented = self._entries(), self._documented(state)
        if any(str(word).lower() in entries for word in documented):
            return []
        kinds = {type(_literal(element.key)) for element in self.node.elements if isinstance(element, cst.DictElement)}
        wanted = [word for word in documented if type(word) in kinds]
        return [self._written(word) for word in wanted]

    def _written(self, word: str | int) -> str:
        quote = '"' if '"' in self.tree.source(self.node) or "'" not in self.tree.source(self.node) else "'"
        return str(word) if isinstance(word, int) else f"{quote}{word}{quote}"

    def _value_for(self, state: str) -> str:
        """What the project calls a state: as the map has it, as the default did, or as it calls the nearest one."""
        entries = self._entries()
        known = next((entries[str(w).lower()] for w in self._documented(state) if str(w).lower() in entries), "")
        if known:
            return known
        if state == "paid":
            default = self._given_default()
            return self.tree.source(default) if default is not None else ""
        values = list(entries.values())
        if all(value[:1] in "\"'" for value in values):
            plain = {value.strip("\"'") for value in values}
            if plain <= {"pending", "paid", "failed", "expired"}:
                return f"{values[0][0]}{state}{values[0][0]}"
        other = "failed" if state == "expired" else "expired"
        return next((entries[str(w).lower()] for w in self._documented(other) if str(w).lower() in entries), "")

    def _waiting(self) -> str:
        """What the project calls a payment of which nothing is known yet."""
        values = list(self._entries().values())
        known = next((value for value in values if words(value) & _WAITS), "")
        if known or not values:
            return known
        if all(value in ("True", "False") for value in values):
            return "False"
        plain = [value.strip("\"'") for value in values if value[:1] in "\"'"]
        if len(plain) != len(values) or not all(value.islower() or value.isupper() for value in plain):
            return ""
        return f"{values[0][0]}{'PENDING' if plain[0].isupper() else 'pending'}{values[0][0]}"

    def _given_default(self) -> cst.BaseExpression | None:
        lookup = self.lookup
        return lookup.args[1].value if isinstance(lookup, cst.Call) and len(lookup.args) == 2 else None

    def _default(self, waiting: str) -> list[Edit]:
        lookup = self.lookup
        if isinstance(lookup, cst.Call):
            default = self._given_default()
            if default is not None:
                return [self.tree.replaced(default, waiting)]
            place = self.tree.outer(lookup.args[0].value)
            end = behind(place)
            return [Edit(self.tree.path, end, f", {waiting}")]
        index = lookup.slice[0].slice
        if not isinstance(index, cst.Index):
            return []
        text = f"{self.tree.source(lookup.value)}.get({self.tree.source(index.value)}, {waiting})"
        return [self.tree.replaced(lookup, text)]

    def _added(self, entries: list[str]) -> list[Edit]:
        """New entries behind the last one, in the layout of the map."""
        if not entries:
            return []
        last, whole = self.node.elements[-1], self.tree.span(self.node)
        place = self.tree.outer(last.value)
        if isinstance(last.comma, cst.Comma) and whole.end_line > place.end_line:
            indent = self.tree.indent(place.line)
            text = "".join(f"{indent}{entry},\n" for entry in entries)
            return [insertion(self.tree.path, place.end_line + 1, text)]
        between = f",\n{self.tree.indent(place.line)}" if whole.line != place.line else ", "
        end = behind(place)
        return [Edit(self.tree.path, end, "".join(between + entry for entry in entries))]


def _literal(node: cst.BaseExpression) -> str | int | None:
    value = node.evaluated_value if isinstance(node, cst.Integer | cst.SimpleString) else None
    return value if isinstance(value, str | int) else None
