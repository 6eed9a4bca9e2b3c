"""Writes a plan. A file that came into being, or was changed, since it was planned is left as it is."""

from __future__ import annotations

from pathlib import Path

from ekzlint.fixes.write import WriteError, create, write
from ekzlint.scaffold.plan import Change, Plan


def apply(plan: Plan) -> dict[Path, str]:
    """Write what is planned and return why, for each file that was not written."""
    failed: dict[Path, str] = {}
    for change in plan.writes:
        try:
            _write(change, plan.target.root)
        except WriteError as error:
            failed[change.path] = str(error)
        except OSError as error:
            failed[change.path] = f"cannot be written: {error.strerror or error}"
    return failed


def _write(change: Change, root: Path) -> None:
    if change.old is not None:
        write(change.path, change.old, change.new, [root])
    else:
        _create(change.path, change.new, root)


def _create(path: Path, content: bytes, root: Path) -> None:
    """Make a new file, whole or not at all, and never in place of another."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.parent.resolve().is_relative_to(root):
        raise WriteError("a link that leads out of the project")
    try:
        create(path, content)
    except FileExistsError:
        raise WriteError("it came into being in the meantime, and is left as it is") from None
