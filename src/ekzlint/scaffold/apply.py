"""Writes a plan. A file that came into being, or was changed, since it was planned is left as it is."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from ekzlint.fixes.write import WriteError, write
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
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".ekzlint-tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o666 & ~_umask())
        _put(Path(name), path, content)
    except FileExistsError:
        raise WriteError("it came into being in the meantime, and is left as it is") from None
    finally:
        Path(name).unlink(missing_ok=True)


def _put(made: Path, path: Path, content: bytes) -> None:
    """Give the file its name; a file system without links gets the content itself."""
    try:
        os.link(made, path)
    except FileExistsError:
        raise
    except OSError:
        with path.open("xb") as file:
            file.write(content)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
