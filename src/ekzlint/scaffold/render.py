"""Renders templates into the text of files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Final

from ekzlint.data import data_folder
from ekzlint.scaffold.manifest import Group, ManifestError

_SUFFIX: Final = ".j2"


def render(groups: Iterable[Group], variables: Mapping[str, Any], folder: Path | None = None) -> dict[str, str]:
    """Return the text of each file, by its path inside the target package. Raises ManifestError.

    A template that renders to nothing but white space makes an empty file.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError

    root = folder or data_folder("templates")
    environment = Environment(
        loader=FileSystemLoader(root),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - the output is Python
    )
    files: dict[str, str] = {}
    for group in groups:
        for path in sorted((root / group.folder).rglob(f"*{_SUFFIX}")):
            name = path.relative_to(root).as_posix()
            target = PurePosixPath(group.into, path.relative_to(root / group.folder).as_posix()[: -len(_SUFFIX)])
            try:
                text = environment.get_template(name).render(variables)
            except TemplateError as error:
                raise ManifestError(f"{name}: {error}") from None
            if str(target) in files:
                raise ManifestError(f"{name}: two templates make {target}")
            files[str(target)] = text if text.strip() else ""
    return files
