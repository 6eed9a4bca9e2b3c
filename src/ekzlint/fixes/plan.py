"""What a fix says: the edits that it would make, or why it makes none."""

from __future__ import annotations

from dataclasses import dataclass, field

from ekzlint.findings.model import Applicability
from ekzlint.fixes.edits import Edit


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A repair. `key` names a sentence of rules/messages.toml that says what it does; `params` fill it.

    A repair of the applicability `display` has no edits: it is a text of what to write.
    """

    applicability: Applicability
    key: str
    params: dict[str, str] = field(default_factory=dict)
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True)
class Refusal:
    """Why there is no repair: `key` names a sentence of rules/messages.toml."""

    key: str
    params: dict[str, str] = field(default_factory=dict)
