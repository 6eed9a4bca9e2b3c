"""Reads `templates/manifest.toml`: which pieces there are, and which templates they bring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, Literal

import msgspec

from ekzlint.data import data_folder

Framework = Literal["django", "fastapi", "flask"]
HANDLERS: Final = ("product", "ticket", "subscription", "overage")


class ManifestError(Exception):
    """The templates that ship with ekzlint are damaged; the text names the place."""


class Piece(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a user can ask for."""

    title: str
    groups: tuple[str, ...]
    needs: tuple[str, ...] = ()


class Group(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A folder of templates, and what the rendered files need."""

    folder: str
    into: str
    frameworks: tuple[Framework, ...] = ()
    """Where the group applies; empty means everywhere."""
    provider: str = ""
    """The provider that the group is for; empty means any."""
    handler: str = ""
    """The handler that must be there; empty means none."""
    requires: tuple[str, ...] = ()
    test_requires: tuple[str, ...] = ()
    environment: tuple[str, ...] = ()


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file."""

    version: Literal[1]
    frameworks: tuple[Framework, ...]
    """The frameworks that there are templates for."""
    variables: Mapping[str, str]
    pieces: Mapping[str, Piece]
    groups: Mapping[str, Group]

    def closure(self, asked: Iterable[str]) -> tuple[str, ...]:
        """Return the pieces that were asked for and those that they need, in the order of the file."""
        found: set[str] = set()
        pending = list(asked)
        while pending:
            name = pending.pop()
            if name not in found:
                found.add(name)
                pending.extend(self.pieces[name].needs)
        return tuple(name for name in self.pieces if name in found)

    def groups_of(
        self, pieces: Sequence[str], framework: Framework, providers: Sequence[str], handlers: Sequence[str]
    ) -> tuple[Group, ...]:
        """Return the groups that these pieces bring into a project of this kind."""
        names = [name for piece in pieces for name in self.pieces[piece].groups]
        return tuple(
            group
            for group in (self.groups[name] for name in dict.fromkeys(names))
            if (not group.frameworks or framework in group.frameworks)
            and (not group.provider or group.provider in providers)
            and (not group.handler or group.handler in handlers)
        )


def load_manifest(folder: Path | None = None) -> Manifest:
    """Read the manifest of `folder`, or the one that ships with ekzlint. Raises ManifestError."""
    path = (folder or data_folder("templates")) / "manifest.toml"
    try:
        manifest = msgspec.toml.decode(path.read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError) as error:
        raise ManifestError(f"{path}: {error}") from None
    for name, piece in manifest.pieces.items():
        for wanted, known in ((piece.needs, manifest.pieces), (piece.groups, manifest.groups)):
            unknown = [other for other in wanted if other not in known]
            if unknown:
                raise ManifestError(f"{path}: pieces.{name}: there is no {unknown[0]!r}")
    return manifest
