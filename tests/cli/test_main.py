from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from ekzlint import __version__


def python(code: str, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True, timeout=60)


def test_version_is_told_without_loading_anything_heavy():
    code = """
import sys
from ekzlint.cli import main
try:
    main(["--version"])
except SystemExit as exit_:
    print(exit_.code, sorted({"libcst", "rich", "msgspec", "pathspec", "jinja2"} & set(sys.modules)))
"""
    assert python(code).stdout == f"ekzlint {__version__}\n0 []\n"


def test_python_m_is_the_command():
    done = subprocess.run([sys.executable, "-m", "ekzlint", "--version"], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, f"ekzlint {__version__}\n")


def test_help_lists_the_commands(run: Callable[..., Any]):
    code, out, _ = run("--help")
    assert code == 0
    assert all(f"\n  {command} " in out for command in ("check", "explain", "rules"))


@pytest.mark.parametrize("args", [("chekc",), ("check", "--format", "xml"), ("check", "--nope"), ("explain",)])
def test_wrong_usage_exits_with_2_and_says_what(run: Callable[..., Any], args: tuple[str, ...]):
    code, out, err = run(*args)
    assert (code, out) == (2, "")
    assert err.startswith("Usage: ekzlint ")
    assert "Error: " in err
