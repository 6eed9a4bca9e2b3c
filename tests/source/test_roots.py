from __future__ import annotations

from pathlib import Path

import pytest

from ekzlint.source.roots import project_root


def made(root: Path, *names: str) -> list[Path]:
    """Make files, and folders where a name ends with a slash; return the Python files."""
    for name in names:
        path = root / name
        (path if name.endswith("/") else path.parent).mkdir(parents=True, exist_ok=True)
        if not name.endswith("/"):
            path.touch()
    return [root / name for name in names if name.endswith(".py") and not name.endswith("__init__.py")]


def test_without_files_it_is_the_working_directory():
    assert project_root([]) == Path.cwd()


@pytest.mark.parametrize("mark", [".git/", ".hg/", "pyproject.toml", "setup.py", "manage.py"])
def test_it_is_the_nearest_marked_folder_around_all_files(tmp_path: Path, mark: str):
    files = made(tmp_path, f"shop/{mark}", "shop/app/views.py", "shop/app/payments/hooks.py")
    assert project_root([path for path in files if "app" in path.parts]) == tmp_path / "shop"


def test_a_repository_comes_before_what_is_marked_inside_it(tmp_path: Path):
    files = made(tmp_path, ".git/", "services/shop/pyproject.toml", "services/shop/hooks.py")
    assert project_root(files) == tmp_path


def test_without_a_mark_it_is_the_folder_that_holds_all_files(tmp_path: Path):
    assert project_root(made(tmp_path, "a/b/x.py", "a/c/y.py")) == tmp_path / "a"
    assert project_root(made(tmp_path, "a/b/x.py")) == tmp_path / "a" / "b"


def test_it_is_never_a_package(tmp_path: Path):
    files = made(tmp_path, "shop/__init__.py", "shop/payments/__init__.py", "shop/payments/hooks.py")
    assert project_root(files) == tmp_path
