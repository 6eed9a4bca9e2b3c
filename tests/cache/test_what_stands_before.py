"""What other modules put before a handler: a change there is seen, with a cache as without."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ekzlint import engine
from ekzlint.config import Config

PROJECTS = Path(__file__).parents[1] / "accuracy" / "projects"


def replace(file: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        text = (root / file).read_text(encoding="utf-8")
        assert old in text
        (root / file).write_text(text.replace(old, new), encoding="utf-8")

    return edit


def codes(root: Path, *, cache: bool) -> list[str]:
    return [finding.code for finding in engine.check([root], Config(), cache=cache).findings]


EDITS = {
    "the middleware checks nothing any more": (
        "middleware_django_settings",
        replace("core/middleware.py", "if not hmac.compare_digest", "if False and not hmac.compare_digest"),
    ),
    "the settings list it no longer": (
        "middleware_django_settings",
        replace("core/settings/production.py", "core.middleware.PaystackSignatureMiddleware", "core.other.Middleware"),
    ),
    "the handler answers at another address": (
        "middleware_django_settings",
        replace("core/urls.py", "api/payments/", "api/money/"),
    ),
    "the router is included without its dependency": (
        "include_router_dependencies",
        replace("app/api/v1/router.py", ", dependencies=[Depends(signed)]", ""),
    ),
    "the module that includes it is gone": (
        "include_router_dependencies",
        lambda root: (root / "app/api/v1/router.py").unlink(),
    ),
}


@pytest.mark.parametrize(("project", "edit"), EDITS.values(), ids=EDITS)
def test_a_change_before_the_handler_is_seen(tmp_path: Path, project: str, edit: Callable[[Path], None]):
    root = Path(shutil.copytree(PROJECTS / project / "correct", tmp_path / "project"))
    assert codes(root, cache=True) == codes(root, cache=False) == []
    edit(root)
    seen = codes(root, cache=True)
    assert seen == codes(root, cache=False)
    assert set(seen) & {"EKZ201", "EKZ202"}


def test_a_module_that_comes_later_is_seen(tmp_path: Path):
    root = Path(shutil.copytree(PROJECTS / "include_router_dependencies" / "correct", tmp_path / "project"))
    router = root / "app/api/v1/router.py"
    text = router.read_text(encoding="utf-8")
    router.unlink()
    assert codes(root, cache=True) == ["EKZ201"]
    router.write_text(text, encoding="utf-8")
    assert codes(root, cache=True) == codes(root, cache=False) == []
