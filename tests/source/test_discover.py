from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekzlint.config import Config
from ekzlint.source.discover import discover, display_path
from ekzlint.source.ignore import _compile, _Layer

LINKS = pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is the working directory."""
    root = tmp_path / "shop"
    root.mkdir()
    monkeypatch.chdir(root)
    return root


def make(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()


def found(*paths: str, config: Config | None = None) -> list[str]:
    files, errors = discover([Path(path) for path in paths or (".",)], config or Config())
    assert errors == []
    return [display_path(file) for file in files]


def test_python_files_are_found_sorted_and_nothing_else(tree: Path):
    make(tree, "b.py", "a/z.py", "a/y.py", "a/stub.pyi", "readme.md", "py")
    assert found() == ["a/y.py", "a/z.py", "b.py"]


def test_paths_that_overlap_give_each_file_once(tree: Path):
    make(tree, "a/x.py", "a/y.py")
    assert found("a/x.py", "a", ".", "a/../a/x.py") == ["a/x.py", "a/y.py"]


def test_paths_are_shown_relative_to_the_working_directory(tree: Path, monkeypatch: pytest.MonkeyPatch):
    make(tree, "a/x.py", "b/y.py")
    monkeypatch.chdir(tree / "b")
    assert found("..") == ["../a/x.py", "y.py"]


@pytest.mark.parametrize(
    "name",
    [
        ".git/x.py",
        ".hidden/x.py",
        ".hidden.py",
        "node_modules/x.py",
        "lib/site-packages/x.py",
        "venv/x.py",
        ".venv/x.py",
        "env/x.py",
        "vendor/x.py",
        "app/_vendor/x.py",
        "third_party/x.py",
        "app/migrations/0001.py",
        "app/alembic/versions/1.py",
        "tests/x.py",
        "app/test/x.py",
        "app/test_x.py",
        "app/x_test.py",
        "conftest.py",
        "build/x.py",
        "dist/x.py",
        ".ekzlint_cache/x.py",
        "__pycache__/x.py",
    ],
)
def test_what_is_not_the_projects_own_code_is_left_out_unless_it_is_named(tree: Path, name: str):
    make(tree, name, "app/kept.py")
    assert found() == ["app/kept.py"]
    assert found(name) == [name]


def test_a_virtualenv_is_known_by_its_pyvenv_cfg(tree: Path):
    make(tree, "python311/pyvenv.cfg", "python311/lib/x.py", "x.py")
    assert found() == ["x.py"]
    assert found("python311/lib") == ["python311/lib/x.py"]


def test_a_folder_that_is_named_is_walked_with_what_is_left_out_for_the_same_reason(tree: Path):
    make(tree, ".git/HEAD", "tests/test_x.py", "tests/unit/test_y.py", "tests/node_modules/z.py")
    assert found("tests") == ["tests/test_x.py", "tests/unit/test_y.py"]
    assert found("tests/unit") == ["tests/unit/test_y.py"]


def test_folders_above_the_project_leave_out_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    make(tmp_path, "tests/vendor/shop/x.py", "tests/vendor/shop/tests/y.py")
    monkeypatch.chdir(tmp_path / "tests/vendor/shop")
    assert found() == ["x.py"]


def test_exclude_replaces_the_defaults_and_extend_exclude_adds_to_them(tree: Path):
    make(tree, "tests/x.py", "legacy/x.py", "app/x.py", "app/legacy/y.py")
    config = Config(exclude=("/legacy/",), file=tree / "ekzlint.toml")
    assert found(config=config) == ["app/legacy/y.py", "app/x.py", "tests/x.py"]
    assert found(config=Config(extend_exclude=("legacy",))) == ["app/x.py"]


def test_patterns_are_relative_to_the_configuration_file(tree: Path, monkeypatch: pytest.MonkeyPatch):
    make(tree, "app/gen/x.py", "app/other/gen/x.py")
    config = Config(extend_exclude=("app/gen/",), file=tree / "ekzlint.toml")
    monkeypatch.chdir(tree / "app")
    assert found(config=config) == ["other/gen/x.py"]


def test_force_exclude_holds_for_what_is_named(tree: Path):
    make(tree, "app/x.py", "tests/x.py", "venv/x.py", ".cache/x.py", "py/pyvenv.cfg", "py/lib/x.py", "ignored/x.py")
    make(tree, ".git/HEAD")
    (tree / ".gitignore").write_text("ignored/\n")
    names = ["app/x.py", "tests/x.py", "tests", "venv/x.py", ".cache/x.py", "py/lib/x.py", "ignored/x.py"]
    assert found(*names, config=Config(force_exclude=True, file=tree / "ekzlint.toml")) == ["app/x.py"]


def test_gitignore_files_count_the_innermost_first(tree: Path):
    make(tree, "a.py", "gen/b.py", "app/c_pb2.py", "app/d.py", "app/kept/e_pb2.py")
    (tree / ".gitignore").write_text("gen/\n*_pb2.py\n")
    (tree / "app/.gitignore").write_text("d.py\n")
    (tree / "app/kept/.gitignore").write_text("!*_pb2.py\n")
    assert found() == ["a.py", "app/kept/e_pb2.py"]
    assert found("gen", "app/d.py") == ["app/d.py", "gen/b.py"]


def test_gitignore_files_above_count_up_to_the_repository(tree: Path):
    make(tree, "repo/app/a.py", "repo/app/b.py", "repo/.git/HEAD")
    (tree / ".gitignore").write_text("a.py\n")
    (tree / "repo/.gitignore").write_text("/app/b.py\n")
    assert found("repo/app") == ["repo/app/a.py"]


def test_a_senseless_line_in_gitignore_is_skipped(tree: Path):
    make(tree, "a.py", "b.py")
    (tree / ".gitignore").write_bytes(b"!\n[z-a]\n\xff\nb.py\n")
    assert found() == ["a.py"]


def test_a_folder_named_like_a_file_is_walked(tree: Path):
    make(tree, "x.py/y.py")
    assert found() == ["x.py/y.py"]
    assert found("x.py") == ["x.py/y.py"]


@LINKS
def test_a_link_inside_the_tree_needs_no_word(tree: Path):
    make(tree, "a/x.py")
    (tree / "b").symlink_to("a")
    (tree / "y.py").symlink_to("a/x.py")
    assert found() == ["a/x.py"]


@LINKS
def test_links_that_cannot_be_followed_are_reported_and_the_rest_is_found(tree: Path, tmp_path: Path):
    make(tmp_path, "outside/x.py")
    make(tree, "a/x.py")
    links = {
        "a/up": "..",
        "a/self.py": "self.py",
        "a/ping": "pong",
        "a/pong": "ping",
        "out": str(tmp_path / "outside"),
        "out.py": str(tmp_path / "outside/x.py"),
        "gone.py": "nowhere.py",
        "gone": "nowhere",
        "notes": str(tmp_path / "outside/x.py"),
        ".hidden.py": "nowhere.py",
        "ignored.py": "nowhere.py",
    }
    for name, target in links.items():
        (tree / name).symlink_to(target)
    (tree / ".gitignore").write_text("ignored.py\n")
    files, errors = discover([Path()], Config())
    assert [display_path(file) for file in files] == ["a/x.py"]
    assert {error.path: error.reason.removeprefix("not followed: the symbolic link ") for error in errors} == {
        "a/up": "leads back to a folder above it",
        "a/self.py": "leads back to itself",
        "a/ping": "leads back to itself",
        "a/pong": "leads back to itself",
        "out": "leaves the folder that is checked",
        "out.py": "leaves the folder that is checked",
        "gone.py": "leads nowhere",
    }


@LINKS
def test_a_link_that_is_named_is_followed(tree: Path, tmp_path: Path):
    make(tmp_path, "outside/x.py", "outside/y.py")
    (tree / "out").symlink_to(tmp_path / "outside")
    (tree / "out.py").symlink_to(tmp_path / "outside/x.py")
    assert found("out") == ["../outside/x.py", "../outside/y.py"]
    assert found("out.py") == ["out.py"]


@LINKS
def test_a_named_path_that_cannot_be_taken_is_an_error(tree: Path):
    (tree / "self.py").symlink_to("self.py")
    os.mkfifo(tree / "pipe.py")
    files, errors = discover([Path("gone.py"), Path("self.py"), Path("pipe.py")], Config())
    assert files == []
    assert [(error.path, error.reason) for error in errors] == [
        ("gone.py", "there is no such file or folder"),
        ("pipe.py", "not a regular file"),
        ("self.py", "the symbolic link leads back to itself"),
    ]


def test_a_folder_that_cannot_be_listed_is_an_error(tree: Path, monkeypatch: pytest.MonkeyPatch):
    make(tree, "locked/x.py", "open/y.py")
    scan = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr("ekzlint.source.discover.os.scandir", refuse)
    files, errors = discover([Path()], Config())
    assert [display_path(file) for file in files] == ["open/y.py"]
    assert [(error.path, error.reason) for error in errors] == [
        ("locked", "the folder cannot be listed: Permission denied")
    ]


@given(
    st.lists(st.text(alphabet="ab.*?!/[]-", min_size=1, max_size=6), max_size=4),
    st.lists(st.text(alphabet="ab.-", min_size=1, max_size=3), min_size=1, max_size=3),
    st.booleans(),
)
def test_one_search_for_all_patterns_changes_no_answer(patterns: list[str], parts: list[str], is_folder: bool):
    layer = _Layer("/top", patterns)
    name = "/".join(parts) + ("/" if is_folder else "")
    assert layer.says("/top/" + "/".join(parts), is_folder) == _compile(patterns).check_file(name).include
