"""Fresh projects, made as each framework's own starter makes them, and what is run in them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

FASTAPI = """\
from fastapi import FastAPI

app = FastAPI()


@app.get("/")
def home() -> dict[str, str]:
    return {"hello": "world"}
"""
FLASK = """\
from flask import Flask


def create_app() -> Flask:
    app = Flask(__name__)

    @app.get("/")
    def home() -> dict[str, str]:
        return {"hello": "world"}

    return app
"""


ON_POSTGRESQL = """\
import os
from urllib.parse import urlsplit

from .settings import *

_url = urlsplit(os.environ["TEST_DATABASE_URL"])
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "payments_django",
        "USER": _url.username,
        "HOST": _url.hostname,
        "PORT": _url.port,
    }
}
"""


def start(framework: str, folder: Path) -> None:
    """Make a project that knows nothing of payments."""
    folder.mkdir()
    if framework == "django":
        run(folder, sys.executable, "-m", "django", "startproject", "shop", ".")
        (folder / "shop" / "on_postgresql.py").write_text(ON_POSTGRESQL)
    else:
        (folder / "main.py").write_text({"fastapi": FASTAPI, "flask": FLASK}[framework])
    (folder / "requirements.txt").write_text(f"{framework}\n")


def run(
    folder: Path, *command: str | Path, env: Mapping[str, str] | None = None, code: int = 0, timeout: int = 600
) -> str:
    """Run a command in a project and return what it printed; it must end with `code`."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env={**clean_environment(), **(env or {})},
        capture_output=True,
        text=True,
        timeout=timeout,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def ekzlint(folder: Path, *arguments: str, code: int = 0) -> str:
    """Run ekzlint in a project."""
    return run(folder, sys.executable, "-m", "ekzlint", *arguments, code=code)


def clean_environment() -> dict[str, str]:
    """The environment without what would reach into a project; ekzlint itself stays importable."""
    names = ("DATABASE_URL", "PAYMENTS_", "EKWANZA_", "STRIPE_", "DJANGO_", "TEST_DATABASE_URL", "PYTEST_")
    return {key: value for key, value in os.environ.items() if not key.startswith(names)}


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file of a project, but what running it left behind."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not {"__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache"} & set(path.parts)
    }
