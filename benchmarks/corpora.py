"""What is measured on: public packages by version and hash, and repositories made from the sample shop."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

CACHE = Path(__file__).parents[1] / ".venv" / "benchmark-corpora"
SHOP = Path(__file__).parents[1] / "examples" / "bilheteira" / "app"
PACKAGES = {
    "pretix": ("2026.8.0", "a78932e698778d873530d67f25a57c28d1c09b1bfb1a22ec817c00d90397db85"),
    "django-oscar": ("4.2.1", "adbb95ea0130859c204cc6fb221052d6d437ecbaa90800e8418a809f72645e9c"),
    "dj-stripe": ("2.11.0", "9f3073c486e84c13f1d143822d52d4b8967c9e0c00185351353778afe0f7ef05"),
    "wagtail": ("8.0.1", "1e6ad5c7891a54efce1400e168298b5a2cc343b642cee89c31bf5ec30c98b26c"),
    "nautobot": ("3.2.7", "0742bcb18aaf08dc45891f2c410707d4c6467089944a01ad6a836b37899ca843"),
}
"""Version and SHA-256 of the wheel. The last two are large Django projects that hardly take payments."""
FILLER_FILES = 250
FILLER = '''"""Part {number} of something that has nothing to do with money."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shape{number}:
    width: float
    height: float

    def area(self) -> float:
        return self.width * self.height


def largest(shapes: list[Shape{number}]) -> Shape{number} | None:
    best = None
    for shape in shapes:
        if best is None or shape.area() > best.area():
            best = shape
    return best
'''


def package(name: str, folder: Path) -> Path:
    """Unpack the pinned wheel of a package into `folder`; it is fetched once, and its hash is checked each time."""
    version, wanted = PACKAGES[name]
    wheel = _wheel(name, version)
    found = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if found != wanted:
        raise SystemExit(f"{wheel}: expected SHA-256 {wanted}, got {found}")
    target = folder / name
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def _wheel(name: str, version: str) -> Path:
    CACHE.mkdir(parents=True, exist_ok=True)
    pattern = f"{name.replace('-', '_')}-{version}-*.whl"
    if not list(CACHE.glob(pattern)):
        options = ("--no-deps", "--only-binary", ":all:", "--quiet", "--dest", str(CACHE))
        subprocess.run([sys.executable, "-m", "pip", "download", *options, f"{name}=={version}"], check=True)
    return next(CACHE.glob(pattern))


def generated(folder: Path, shops: int, filler: int) -> Path:
    """Make a repository with so many copies of the shop, and so many times the modules without payment code."""
    for number in range(shops):
        shutil.copytree(SHOP, folder / f"shop{number}" / "app", ignore=shutil.ignore_patterns("__pycache__"))
    for number in range(filler * FILLER_FILES):
        module = folder / f"package{number // 50}" / f"module{number}.py"
        module.parent.mkdir(parents=True, exist_ok=True)
        module.write_text(FILLER.format(number=number), encoding="utf-8")
    return folder


def python_files(folder: Path) -> list[Path]:
    """The Python files of a corpus, sorted."""
    return sorted(path for path in folder.rglob("*.py") if ".ekzlint_cache" not in path.parts)
