"""The edits of a project's own files."""

from __future__ import annotations

from pathlib import Path

import pytest

from ekzlint.scaffold.manifest import Group, load_manifest
from ekzlint.scaffold.requirements import edits
from ekzlint.scaffold.target import Target, TargetError
from ekzlint.scaffold.wire import Wiring, fastapi, flask
from ekzlint.scaffold.wire import django as django_wiring
from tests.scaffold.projects import FASTAPI, FLASK

NEEDS = Group(folder="", into="", requires=("httpx>=0.27", "segno>=1.6"), environment=("A=", "B=true"))


def target(root: Path, framework: str = "fastapi", application: str | None = "main.py") -> Target:
    path = root / application if application else None
    return Target(root=root, base=root, package="payments", framework=framework, application=path)  # type: ignore[arg-type]


def text_of(wiring: Wiring) -> str:
    ((_, _, text),) = wiring.edits
    return text


def test_a_router_is_included_after_the_application_is_made(tmp_path: Path):
    (tmp_path / "main.py").write_text(FASTAPI)
    text = text_of(fastapi.wire(target(tmp_path)))
    assert text == FASTAPI.replace(
        "from fastapi import FastAPI\n",
        "from fastapi import FastAPI\n\nfrom payments.web.routes import router as payments_router\n",
    ).replace("app = FastAPI()\n", "app = FastAPI()\napp.include_router(payments_router)\n")
    (tmp_path / "main.py").write_text(text)
    assert fastapi.wire(target(tmp_path)) == Wiring()


def test_a_blueprint_is_registered_inside_a_factory(tmp_path: Path):
    (tmp_path / "main.py").write_text(FLASK)
    text = text_of(flask.wire(target(tmp_path, "flask")))
    assert "    app = Flask(__name__)\n    app.register_blueprint(payments_blueprint)\n" in text
    (tmp_path / "main.py").write_text(text)
    assert flask.wire(target(tmp_path, "flask")) == Wiring()


@pytest.mark.parametrize(
    "source",
    ["x = 1\n", "def broken(:\n", "a = FastAPI()\nb = FastAPI()\n", "return_it = lambda: FastAPI()\n"],
)
def test_an_application_that_is_not_clear_is_left_to_a_person(tmp_path: Path, source: str):
    (tmp_path / "main.py").write_text(source)
    wiring = fastapi.wire(target(tmp_path))
    assert wiring.edits == ()
    assert "app.include_router(payments_router)" in wiring.by_hand
    assert fastapi.wire(target(tmp_path, application=None)).by_hand == wiring.by_hand


SETTINGS = """\
ROOT_URLCONF = 'shop.urls'
INSTALLED_APPS = [
    'django.contrib.admin',
    'django.contrib.auth',
]
"""
URLS = """\
from django.contrib import admin
from django.urls import path

urlpatterns = [
    path('admin/', admin.site.urls),
]
"""


def test_an_application_and_its_routes_are_added(tmp_path: Path):
    shop = tmp_path / "shop"
    shop.mkdir()
    (shop / "settings.py").write_text(SETTINGS)
    (shop / "urls.py").write_text(URLS)
    aim = target(tmp_path, "django", "shop/settings.py")
    wiring = django_wiring.wire(aim)
    assert wiring.by_hand == ()
    texts = {path.name: text for path, _, text in wiring.edits}
    assert texts["settings.py"] == SETTINGS.replace("auth',\n]", 'auth\',\n    "payments",\n]')
    assert texts["urls.py"] == URLS.replace("import path", "import include, path").replace(
        "urls),\n]", 'urls),\n    path("payments/", include("payments.urls")),\n]'
    )
    for path, _, text in wiring.edits:
        path.write_text(text)
    assert django_wiring.wire(aim) == Wiring()


def test_settings_that_are_put_together_are_left_to_a_person(tmp_path: Path):
    (tmp_path / "settings.py").write_text("INSTALLED_APPS = BASE + ['x']\n")
    wiring = django_wiring.wire(target(tmp_path, "django", "settings.py"))
    assert wiring.edits == ()
    assert len(wiring.by_hand) == 2


def test_dependencies_go_where_the_project_lists_its_own(tmp_path: Path):
    (tmp_path / "requirements.txt").write_text("HTTPX==0.28  # pinned\nfastapi")
    found = {path.name: text for path, _, text in edits(target(tmp_path), [NEEDS])}
    assert found["requirements.txt"] == "HTTPX==0.28  # pinned\nfastapi\nsegno>=1.6\n"
    assert found[".env.example"] == "# Payments\nA=\nB=true\n"
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"  # mine\ndependencies = [\n    "httpx",\n]\n')
    found = {path.name: text for path, _, text in edits(target(tmp_path), [NEEDS])}
    assert "requirements.txt" not in found
    assert found["pyproject.toml"] == (
        '[project]\nname = "x"  # mine\ndependencies = [\n    "httpx",\n    "segno>=1.6",\n]\n'
    )


def test_nothing_is_added_twice(tmp_path: Path):
    for _ in range(2):
        for path, _old, text in edits(target(tmp_path), [NEEDS]):
            path.write_text(text)
    assert edits(target(tmp_path), [NEEDS]) == []
    assert (tmp_path / "requirements.txt").read_text() == "httpx>=0.27\nsegno>=1.6\n"


def test_the_file_that_holds_the_values_is_never_touched(tmp_path: Path):
    (tmp_path / ".env").write_text("A=secret\n")
    (tmp_path / ".env.example").write_text("export A=\n")
    paths = {path.name: text for path, _, text in edits(target(tmp_path), [NEEDS])}
    assert paths[".env.example"] == "export A=\n# Payments\nB=true\n"
    assert ".env" not in paths


def test_a_broken_pyproject_is_an_error_that_names_it(tmp_path: Path):
    (tmp_path / "pyproject.toml").write_text("[project\n")
    with pytest.raises(TargetError, match="pyproject"):
        edits(target(tmp_path), [NEEDS])


def test_the_manifest_names_what_the_templates_use():
    from jinja2 import Environment, meta

    from ekzlint.data import data_folder

    used = set()
    for path in data_folder("templates").rglob("*.j2"):
        used |= meta.find_undeclared_variables(Environment().parse(path.read_text(encoding="utf-8")))
    assert used <= set(load_manifest().variables)


def test_the_manifest_names_folders_that_are_there():
    from ekzlint.data import data_folder

    manifest = load_manifest()
    assert all((data_folder("templates") / group.folder).is_dir() for group in manifest.groups.values())
    used = {name for piece in manifest.pieces.values() for name in piece.groups}
    assert used == set(manifest.groups)
