"""Every limit of an analysis, by name. When one is hit, it is reported; nothing is dropped silently."""

from __future__ import annotations

from typing import Final

MAX_FILE_BYTES: Final = 2 * 1024 * 1024
"""A larger file is not read: hand-written payment code is far smaller, generated tables are not worth the time."""
