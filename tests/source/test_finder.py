"""Imports lead to the files that Python would take, and to those that people think it takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from ekzlint.source.finder import NEAR, Finder


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    for name in (
        "shop/__init__.py",
        "shop/main.py",
        "shop/stripe.py",
        "shop/rows/__init__.py",
        "shop/rows/order.py",
        "till/views.py",
        "till/signals.py",
        "till/colours.py",
        "cart/views.py",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    return tmp_path


def test_a_program_in_a_package_sees_the_modules_beside_it(shop: Path):
    assert Finder(shop).find(((shop / "shop").as_posix(), "rows.order", 0)) == (shop / "shop/rows/order.py").as_posix()


def test_a_library_goes_before_a_module_of_its_name_in_a_package(shop: Path):
    assert Finder(shop).find(((shop / "shop").as_posix(), "stripe", 0)) is None


def test_around_a_folder_lie_its_own_modules_and_those_of_others_that_answer_requests(shop: Path):
    found = Finder(shop).find(((shop / "till").as_posix(), NEAR, 0))
    assert found is not None
    assert [Path(path).relative_to(shop).as_posix() for path in found.split("\n")] == [
        "till/colours.py",
        "till/signals.py",
        "till/views.py",
        "cart/views.py",
        "shop/main.py",
    ]
