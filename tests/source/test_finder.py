"""Which file an import means, where the root of the project is a package itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from ekzlint.source.finder import Finder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "app" / "services").mkdir(parents=True)
    for folder in ("app", "app/services"):
        (tmp_path / folder / "__init__.py").touch()
    (tmp_path / "app" / "services" / "payments.py").touch()
    return tmp_path


def found(root: Path, dotted: str) -> str | None:
    return Finder(root).find(((root / "app").as_posix(), dotted, 0))


def test_a_root_that_is_a_package_is_known_by_any_name(root: Path) -> None:
    (root / "__init__.py").touch()
    assert found(root, "bot.app.services.payments") == f"{root.as_posix()}/app/services/payments.py"


def test_a_root_that_is_no_package_has_no_name_of_its_own(root: Path) -> None:
    assert found(root, "bot.app.services.payments") is None
    assert found(root, "app.services.payments") == f"{root.as_posix()}/app/services/payments.py"
