"""Plans a scaffold: which files are made, which are edited, and what stands in the way. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ekzlint.scaffold import requirements, wire
from ekzlint.scaffold.manifest import HANDLERS, Group, Manifest
from ekzlint.scaffold.merge import Outcome, combine
from ekzlint.scaffold.record import NAME, Record, dump_record, read_record
from ekzlint.scaffold.render import render
from ekzlint.scaffold.target import Target, TargetError, inside


@dataclass(frozen=True, kw_only=True)
class Change:
    """What happens to one file."""

    path: Path
    outcome: Outcome
    old: bytes | None
    """What lies there; None where nothing does."""
    new: bytes
    wiring: bool = False
    """Whether it is a file of the project's own that is edited."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """All that a scaffold would do."""

    target: Target
    changes: tuple[Change, ...]
    test_requires: tuple[str, ...] = ()
    """What the scaffolded tests need, which the project itself does not."""
    by_hand: tuple[str, ...] = ()
    """What could not be wired in, as lines of code for a person."""

    @property
    def conflicts(self) -> tuple[Change, ...]:
        """The files that stand in the way."""
        return tuple(change for change in self.changes if change.outcome == "conflict")

    @property
    def writes(self) -> tuple[Change, ...]:
        """The files that are made or changed."""
        return tuple(change for change in self.changes if change.outcome not in ("unchanged", "conflict"))


def make_plan(manifest: Manifest, target: Target, pieces: Sequence[str], providers: Sequence[str], merge: bool) -> Plan:
    """Plan to scaffold pieces. Raises TargetError and ManifestError."""
    if target.framework not in manifest.frameworks:
        raise TargetError(f"there are no templates for {target.framework} yet")
    before = read_record(target.folder)
    if before is not None and before.framework != target.framework:
        raise TargetError(f"{target.package} was scaffolded for {before.framework}, not for {target.framework}")
    known = [piece for piece in (before.pieces if before else ()) if piece in manifest.pieces]
    wanted = manifest.closure([*known, *pieces])
    named = tuple(dict.fromkeys([*(before.providers if before else ()), *providers]))
    handlers = tuple(name for name in HANDLERS if f"handler-{name}" in wanted)
    groups = manifest.groups_of(wanted, target.framework, named, handlers)
    variables = {
        "package": target.package,
        "label": target.package.rpartition(".")[2],
        "settings": target.settings_module,
        "framework": target.framework,
        "providers": list(named),
        "handlers": list(handlers),
    }
    files = render(groups, variables)
    changes = [_file(target, name, text, before, merge) for name, text in files.items()]
    kept = _kept(files, changes, before)
    record = Record(framework=target.framework, providers=named, pieces=wanted, files=kept)
    if record != before:
        changes.append(_record(target, record, before))
    wiring, by_hand = _wiring(target, groups, wanted)
    tools = tuple(dict.fromkeys(tool for group in groups for tool in group.test_requires))
    return Plan(target=target, changes=(*changes, *wiring), test_requires=tools, by_hand=by_hand)


def _file(target: Target, name: str, text: str, before: Record | None, merge: bool) -> Change:
    path = inside(target.root, target.folder / name)
    old = _read(path)
    base = before.files.get(name) if before else None
    mine = None if old is None else old.decode("utf-8", errors="surrogateescape")
    merged = combine(base, mine, text, merge=merge)
    return Change(path=path, outcome=merged.outcome, old=old, new=merged.text.encode("utf-8", errors="surrogateescape"))


def _kept(files: Mapping[str, str], changes: Iterable[Change], before: Record | None) -> dict[str, str]:
    """The texts to remember; of a file in conflict, what was scaffolded before."""
    kept = dict(before.files) if before else {}
    for (name, text), change in zip(files.items(), changes, strict=True):
        if change.outcome != "conflict":
            kept[name] = text
    return kept


def _record(target: Target, record: Record, before: Record | None) -> Change:
    path = inside(target.root, target.folder / NAME)
    old = _read(path)
    outcome: Outcome = "create" if before is None else "update"
    return Change(path=path, outcome=outcome, old=old, new=dump_record(record).encode())


def _wiring(
    target: Target, groups: Sequence[Group], pieces: Sequence[str]
) -> tuple[tuple[Change, ...], tuple[str, ...]]:
    edits: list[tuple[Path, bytes | None, str]] = []
    by_hand: list[str] = []
    if "webhook" in pieces:
        wired = wire.wire(target)
        edits += wired.edits
        by_hand += wired.by_hand
    edits += requirements.edits(target, groups)
    changes = []
    for path, old, text in edits:
        outcome: Outcome = "create" if old is None else "update"
        changes.append(
            Change(path=inside(target.root, path), outcome=outcome, old=old, new=text.encode(), wiring=old is not None)
        )
    return tuple(changes), tuple(by_hand)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise TargetError(f"{path} cannot be read: {error.strerror}") from None
