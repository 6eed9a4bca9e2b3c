"""Finds the data that ships with ekzlint, installed or in a checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).resolve().parent


def data_folder(name: Literal["rules", "templates"]) -> Path:
    """Return the folder `rules` or `templates`.

    An installed ekzlint carries them in `_data` inside the package; in a checkout they lie at the top level.
    Raises FileNotFoundError, with both places named, when neither exists: the installation is damaged.
    """
    candidates = (_PACKAGE / "_data" / name, _PACKAGE.parent.parent / name)
    for folder in candidates:
        if folder.is_dir():
            return folder
    places = " or ".join(str(folder) for folder in candidates)
    raise FileNotFoundError(f"ekzlint's own {name} are missing: expected them in {places}")
