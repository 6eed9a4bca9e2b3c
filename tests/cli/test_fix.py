from __future__ import annotations

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
BAD = """\
import hashlib
import hmac

from flask import request


def is_paystack(secret):
    expected = hmac.new(secret, request.get_data(), hashlib.sha512).hexdigest()
    return expected == request.headers["x-paystack-signature"]
"""
SECRET = "q8Zr5TnW2xKc7VbM4LpJ9sDf"


@pytest.fixture
def hooks(tmp_path: Path) -> Path:
    path = tmp_path / "hooks.py"
    path.write_text(BAD)
    return path


def test_it_writes_and_tells(run: Run, hooks: Path):
    code, out, err = run("fix")
    assert (code, err) == (0, "")
    assert "compare_digest" in hooks.read_text()
    assert "hooks.py:9:12 EKZ203" in out
    assert "Repaired: 1. Files changed: 1. Left: 0." in out


def test_in_portuguese(run: Run, hooks: Path):
    assert "Reparadas: 1. Ficheiros alterados: 1. Ficam: 0." in run("fix", "--lang", "pt").out


def test_diff_shows_and_does_not_write(run: Run, hooks: Path):
    code, out, err = run("fix", "--diff")
    assert code == 0
    assert hooks.read_text() == BAD
    assert out.startswith("--- a/hooks.py\n+++ b/hooks.py\n@@")
    assert '-    return expected == request.headers["x-paystack-signature"]\n' in out
    assert "To be repaired: 1." in err


def test_check_fails_when_something_would_change(run: Run, hooks: Path):
    assert run("fix", "--check").code == 1
    assert hooks.read_text() == BAD
    run("fix")
    assert run("fix", "--check").code == 0


@pytest.mark.parametrize("options", [("--select", "EKZ8"), ("--ignore", "EKZ2")])
def test_what_is_not_selected_stays(run: Run, hooks: Path, options: tuple[str, str]):
    assert run("fix", *options).code == 0
    assert hooks.read_text() == BAD


def test_an_unknown_code_is_wrong_usage(run: Run):
    assert run("fix", "--select", "EKZ999").code == 2


def test_what_is_left_is_listed_with_its_reason(run: Run, hooks: Path):
    hooks.write_text(BAD.replace("hexdigest", "digest").replace('["x-paystack-signature"]', '.get("x", "")'))
    out = run("fix").out
    assert "Not repaired:\n  hooks.py:9:12 EKZ203 one side is text and the other bytes" in out


def test_a_read_only_file_is_not_written_and_fails(run: Run, hooks: Path):
    hooks.chmod(stat.S_IREAD)
    try:
        open(hooks, "a").close()  # noqa: PTH123, SIM115
    except PermissionError:
        code, out, _ = run("fix")
        assert code == 2
        assert "hooks.py: not written: " in out
    assert hooks.read_text() == BAD or hooks.stat().st_uid == 0


@pytest.mark.parametrize(("answer", "changed"), [("y", True), ("a", True), ("n", False), ("q", False)])
def test_a_person_decides(run: Run, hooks: Path, answer: str, changed: bool):
    code, out, _ = run("fix", "-i", stdin=f"{answer}\n".encode())
    assert code == 0
    assert "+    return hmac.compare_digest(" in out
    assert (hooks.read_text() != BAD) == changed


def test_q_leaves_all_that_follow_and_a_takes_them(run: Run, hooks: Path):
    hooks.write_text(BAD + BAD[BAD.index("def") :].replace("is_paystack", "other"))
    run("fix", "-i", stdin=b"n\na\n")
    assert hooks.read_text().count("compare_digest") == 1
    run("fix", "-i", stdin=b"a\n")
    assert hooks.read_text().count("compare_digest") == 2


def test_quiet_says_nothing(run: Run, hooks: Path):
    assert run("fix", "--quiet") == (0, "", "")


def test_a_secret_is_never_shown(run: Run, tmp_path: Path):
    (tmp_path / "settings.py").write_text(
        f'import os\nPAYSTACK_SECRET_KEY = os.getenv("PAYSTACK_SECRET_KEY", "{SECRET}")\n'
    )
    for options in (("--diff", "--unsafe-fixes"), ("--check",), ("-i", "--unsafe-fixes")):
        code, out, err = run("fix", *options, stdin=b"n\n")
        assert SECRET not in out + err
    for options in (("--format", "json"), ("--show-fixes",), ("--format", "sarif")):
        assert SECRET not in run("check", *options).out


def test_check_shows_fixes(run: Run, hooks: Path):
    out = run("check", "--show-fixes").out
    assert "fix (safe): compare with hmac.compare_digest" in out
    assert "+    return hmac.compare_digest(" in out
    assert "fix (" not in run("check").out


def test_json_tells_the_edits(run: Run, hooks: Path):
    found = json.loads(run("check", "--format", "json").out)["findings"][0]
    assert found["fixable"] is True
    assert found["fix"]["applicability"] == "safe"
    edit = found["fix"]["edits"][0]
    assert (edit["path"], edit["line"], edit["column"], edit["end_column"]) == ("hooks.py", 9, 12, 63)
    lines = BAD.split("\n")
    lines[8] = lines[8][:11] + edit["text"] + lines[8][62:]
    run("fix")
    assert "\n".join(lines) == hooks.read_text()


def test_sarif_tells_the_edits(run: Run, hooks: Path):
    result = json.loads(run("check", "--format", "sarif").out)["runs"][0]["results"][0]
    change = result["fixes"][0]["artifactChanges"][0]
    assert change["artifactLocation"]["uri"] == "hooks.py"
    region = change["replacements"][0]["deletedRegion"]
    assert region == {"startLine": 9, "startColumn": 12, "endLine": 9, "endColumn": 63}


def test_a_text_on_standard_input_gets_fixes_too(run: Run):
    out = run("check", "-", "--stdin-filename", "a.py", "--format", "json", stdin=BAD.encode()).out
    assert json.loads(out)["findings"][0]["fixable"] is True


def test_add_ignores(run: Run, hooks: Path):
    code, out, _ = run("check", "--add-ignores", "asked the provider")
    assert (code, out) == (0, "Findings ignored from here on: 1. Not possible: 0.\n")
    assert "  # ekzlint: ignore[EKZ203] asked the provider\n" in hooks.read_text()
    assert run("check").code == 0
    assert run("check", "-", "--add-ignores", "x").code == 2


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_run_leaves_each_file_old_or_new(tmp_path: Path, number: signal.Signals):
    files = [tmp_path / f"hooks_{index}.py" for index in range(40)]
    for file in files:
        file.write_text(BAD)
    command = [sys.executable, "-m", "ekzlint", "fix", "--quiet"]
    start = time.monotonic()
    assert subprocess.run(command, cwd=tmp_path, check=False).returncode == 0
    whole, new = time.monotonic() - start, files[0].read_text()
    assert new != BAD
    for attempt in range(6):
        for file in files:
            file.write_text(BAD)
        child = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL)
        # The writes are the last thing that a run does.
        time.sleep(whole * (0.7 + 0.06 * attempt))
        child.send_signal(number)
        child.wait(60)
        assert {file.read_text() for file in files} <= {BAD, new}


@pytest.fixture
def points(tmp_path: Path) -> Path:
    """A project whose repair adds a model to one file and uses it in another."""
    shutil.copytree(Path(__file__).parent.parent / "fixtures" / "repeats" / "flask_points", tmp_path / "points")
    return tmp_path / "points"


def _contents(folder: Path) -> tuple[str, str]:
    return (folder / "club" / "models.py").read_text(), (folder / "club" / "hooks.py").read_text()


def test_files_that_belong_together_are_written_together(run: Run, points: Path, monkeypatch: pytest.MonkeyPatch):
    from ekzlint.fixes import write as module

    old, replace = _contents(points), module._replace

    def fail(target: Path, *given: Any) -> None:
        if target.name == "hooks.py":
            raise module.WriteError("no space left")
        replace(target, *given)

    monkeypatch.setattr(module, "_replace", fail)
    code, out, _ = run("fix", "points", "--unsafe-fixes", "--select", "EKZ301")
    assert code == 2
    assert _contents(points) == old
    assert "points/club/models.py: not written: points/club/hooks.py: no space left" in out


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_run_never_uses_what_it_has_not_written(points: Path, number: signal.Signals):
    command = [
        sys.executable,
        "-c",
        _SLOW_WRITES,
        "fix",
        "--quiet",
        "--unsafe-fixes",
        "--select",
        "EKZ301",
        str(points),
    ]
    old = _contents(points)
    assert subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode == 0
    new, seen = _contents(points), set()
    assert new[0] != old[0]
    assert new[1] != old[1]
    for step in range(8):
        for name, text in zip(("models.py", "hooks.py"), old, strict=True):
            (points / "club" / name).write_text(text)
        child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert child.stdout is not None
        for _ in range(step // 2 + 1):
            # One line before and one after each file.
            child.stdout.readline()
        time.sleep(0.004 * (step % 2))
        child.send_signal(number)
        child.wait(60)
        child.stdout.close()
        seen.add(_contents(points))
    assert seen <= {old, (new[0], old[1]), new}
    assert len(seen) > 1


_SLOW_WRITES = """
import signal, sys, time
from ekzlint.fixes import write as module
signal.signal(signal.SIGINT, signal.default_int_handler)
replace = module._replace
def slowly(*given):
    print("before", flush=True)
    time.sleep(0.05)
    replace(*given)
    print("after", flush=True)
    time.sleep(0.05)
module._replace = slowly
from ekzlint.cli import main
main()
"""
