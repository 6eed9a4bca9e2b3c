"""Finds the file that an import means, by listing folders: each is listed once, and says when it last changed."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Final, TypeAlias

Lookup: TypeAlias = tuple[str, str, int]
"""The folder of the importing module (absolute, `/`), the dotted name, and the dots before it."""

UNSURE: Final = -2
"""Stands for a folder that had changed so lately that it may change again without showing it."""
NEAR: Final = "*"
"""In place of a dotted name: not one module, but those around the folder that answer requests."""
MOST_NEAR: Final = 40
"""Modules around a folder that are looked into, the nearest first."""
_SERVE: Final = frozenset(
    # fmt: off
    [
        "api",
        "app",
        "basket",
        "booking",
        "bookings",
        "cart",
        "carts",
        "checkout",
        "controllers",
        "endpoints",
        "handlers",
        "main",
        "order",
        "orders",
        "payment",
        "payments",
        "routes",
        "server",
        "service",
        "services",
        "shop",
        "signals",
        "store",
        "tasks",
        "views",
    ]
    # fmt: on
)
"""Modules that answer requests or act on what was stored, by name."""
_PROGRAMS: Final = frozenset(["app.py", "main.py", "manage.py", "routes.py", "run.py", "server.py", "wsgi.py"])
"""Modules that are started as programs."""
_SHADOWED: Final = tuple(
    [name] for name in ["stripe", "razorpay", "paystack", "paypal", "mercadopago", "mollie", "yookassa", "xendit"]
)
"""Libraries after which people name a module of their own."""
SETTLED: Final = 2 * 10**9
"""Nanoseconds after which a change shows in the time stamp, whatever the file system."""


class Finder:
    """Imports to files, under one root. What is asked twice is answered from memory."""

    def __init__(self, root: Path) -> None:
        self.root = root.as_posix().rstrip("/")
        self.folders: dict[str, int] = {}
        """The folders that answers rest on, each with the time of its last change (-1: it is not there)."""
        self._real_root = os.path.realpath(root)
        self._found: dict[Lookup, str | None] = {}
        self._listed: dict[str, tuple[frozenset[str], frozenset[str]]] = {}

    def find(self, lookup: Lookup) -> str | None:
        """The path of the module that is meant, or None where it does not lie in the project."""
        if lookup not in self._found:
            self._found[lookup] = self._find(*lookup)
        return self._found[lookup]

    def _find(self, here: str, dotted: str, level: int) -> str | None:
        if dotted == NEAR:
            return "\n".join(self._around(here)) or None
        parts = [part for part in dotted.split(".") if part]
        if level:
            for _ in range(level - 1):
                here = here.rpartition("/")[0]
            return self._at(here, parts)
        started = ""
        while True:
            folders, files = self._listing(here)
            # A folder with an __init__ is a package, so its modules are not importable by their bare names.
            if "__init__.py" in files:
                started = started or (here if files & _PROGRAMS else "")
            else:
                found = self._at(here, parts) or (self._at(f"{here}/src", parts) if "src" in folders else None)
                if found:
                    return found
            if here == self.root or not here.startswith(self.root + "/"):
                # A program that is started in a package sees the modules beside it; its libraries go before them.
                return self._at(started, parts) if started and parts[:1] not in _SHADOWED else None
            here = here.rpartition("/")[0]

    def _around(self, here: str) -> list[str]:
        """The modules of a folder, and those beside it and below its neighbours that answer requests by their names."""
        folders, files = self._listing(here)
        found = [f"{here}/{name}" for name in sorted(files)]
        parent = here.rpartition("/")[0] if here.startswith(self.root + "/") else ""
        beside = self._listing(parent) if parent else (frozenset[str](), frozenset[str]())
        near = [*(f"{here}/{name}" for name in sorted(folders)), *(f"{parent}/{name}" for name in sorted(beside[0]))]
        for folder, names in ((parent, beside[1]), *((folder, self._listing(folder)[1]) for folder in near)):
            if folder != here:
                found += [f"{folder}/{name}" for name in sorted(names) if name.removesuffix(".py") in _SERVE]
        return found[:MOST_NEAR]

    def _at(self, base: str, parts: list[str]) -> str | None:
        """The module of that name below a folder: one look a level, so that what is not there costs one."""
        for part in parts[:-1]:
            if part not in self._listing(base)[0]:
                return None
            base = f"{base}/{part}"
        if not parts:
            return f"{base}/__init__.py" if "__init__.py" in self._listing(base)[1] else None
        folders, files = self._listing(base)
        if f"{parts[-1]}.py" in files:
            return f"{base}/{parts[-1]}.py"
        package = f"{base}/{parts[-1]}"
        if parts[-1] in folders and "__init__.py" in self._listing(package)[1]:
            return f"{package}/__init__.py"
        return None

    def _listing(self, folder: str) -> tuple[frozenset[str], frozenset[str]]:
        """The folders and the Python files in a folder."""
        known = self._listed.get(folder)
        if known is None:
            self.folders[folder] = changed(folder)
            known = self._listed[folder] = self._list(folder)
        return known

    def _list(self, folder: str) -> tuple[frozenset[str], frozenset[str]]:
        folders, files = [], []
        try:
            with os.scandir(folder or "/") as entries:
                for entry in entries:
                    if entry.is_symlink() and not self._inside(entry.path):
                        continue
                    if entry.name.endswith(".py") and entry.is_file():
                        files.append(entry.name)
                    elif entry.is_dir():
                        folders.append(entry.name)
        except OSError:
            pass
        return frozenset(folders), frozenset(files)

    def _inside(self, link: str) -> bool:
        target = os.path.realpath(link)
        return target.startswith(self._real_root.rstrip(os.sep) + os.sep)


def changed(folder: str) -> int:
    """When a folder last got or lost an entry: -1 where it is not there, UNSURE where it was just now."""
    try:
        when = os.stat(folder or "/").st_mtime_ns  # noqa: PTH116
    except OSError:
        return -1
    return when if time.time_ns() - when > SETTLED else UNSURE
