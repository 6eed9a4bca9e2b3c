"""What folders hold besides sound code: each gets a clear word, and the other files are checked all the same."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

MISTAKE = """\
import hashlib
import hmac

from flask import request


def is_paystack(secret):
    expected = hmac.new(secret, request.get_data(), hashlib.sha512).hexdigest()
    return expected == request.headers["x-paystack-signature"]
"""
PAYMENT = "import stripe\n\nstripe.PaymentIntent.create(amount=100, currency='aoa')\n"
"""A sound file about payments: a file that nothing in it makes interesting might never be parsed."""

on_posix = pytest.mark.skipif(os.name == "nt", reason="Windows has other links and permissions")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A folder that holds one file with a mistake, which every run has to find."""
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "hooks.py").write_text(MISTAKE)
    return tree


def ekzlint(tree: Path, *args: str, wrapper: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    command = [*wrapper, sys.executable, "-m", "ekzlint", *args]
    done = subprocess.run(
        command, cwd=tree, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", timeout=300
    )
    assert "Traceback" not in done.stdout + done.stderr
    return done


def reasons(tree: Path, *args: str, wrapper: tuple[str, ...] = ()) -> dict[str, str]:
    """Check the tree, assert that its mistake is found, and return the reason of each error by path."""
    done = ekzlint(tree, "check", "--format", "json", *args, wrapper=wrapper)
    assert (done.returncode, done.stderr) == (1, "")
    report: Any = json.loads(done.stdout)
    found = [(row["code"], row["path"], row["line"]) for row in report["findings"] if row["code"] != "EKZ900"]
    assert found == [("EKZ203", "hooks.py", 9)]
    return {error["path"]: error["reason"] for error in report["errors"]}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (PAYMENT.encode() + b"def charge(:\n    pass\n", "invalid syntax"),
        (PAYMENT.encode() + b"name = 'Jo\xe3o'\n", "not UTF-8: byte 0xe3 cannot be decoded"),
        (b"# coding: klingon\n" + PAYMENT.encode(), "unknown encoding: klingon"),
        (PAYMENT.encode() + b"\0", "null characters"),
        (PAYMENT.encode("utf-16"), "not UTF-8"),
        (PAYMENT.encode() + b"x = 1\n" * 900_000, "larger than the limit of 2 MiB"),
        (PAYMENT.encode() + b"x = " + b"(" * 2000 + b"1" + b")" * 2000 + b"\n", "nest"),
    ],
    ids=["syntax", "latin-1", "cookie", "null", "utf-16", "5 MB", "2000 parentheses"],
)
def test_a_file_that_cannot_be_analysed_is_reported_with_the_reason(tree: Path, content: bytes, reason: str):
    (tree / "bad.py").write_bytes(content)
    told = reasons(tree)
    assert list(told) == ["bad.py"]
    assert reason in told["bad.py"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xef\xbb\xbf",
        b"\n\n\n",
        b"#",
        b"# coding: latin-1\n" + PAYMENT.encode() + b"name = 'Jo\xe3o'\n",
        b"\xef\xbb\xbf" + PAYMENT.replace("\n", "\r\n").encode(),
        PAYMENT.replace("\n", "\r").encode(),
        PAYMENT.rstrip("\n").encode(),
        b"\x0c" + PAYMENT.encode(),
    ],
    ids=["empty", "mark", "blank", "comment", "cookie", "windows", "mac", "no end", "form feed"],
)
def test_an_unusual_but_sound_file_is_no_error(tree: Path, content: bytes):
    (tree / "odd.py").write_bytes(content)
    assert reasons(tree) == {}


@pytest.mark.parametrize(
    "code",
    [
        "x = " + "-" * 20_000 + "1\n",
        "x = " + "1 + " * 20_000 + "1\n",
        "x = a" + ".b" * 20_000 + "\n",
        "x = a" + "()" * 20_000 + "\n",
        "if a:\n    pass\n" + "elif a:\n    pass\n" * 3_000,
        "".join("    " * depth + "if a:\n" for depth in range(90)) + "    " * 90 + "pass\n",
        "x = " + "[" * 150 + "]" * 150 + "\n",
        "x = 'a" + "{" * 3_000 + "'\n" + "f" * 200_000 + " = 1\n",
    ],
    ids=["minus", "plus", "dots", "calls", "elif", "indents", "lists", "long name"],
)
def test_deep_code_neither_crashes_nor_keeps_other_files_from_being_checked(tree: Path, code: str):
    (tree / "deep.py").write_text(PAYMENT + code)
    assert set(reasons(tree)) <= {"deep.py"}


@on_posix
def test_links_that_run_in_a_circle_or_leave_the_tree_are_reported(tree: Path, tmp_path: Path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "other.py").write_text(MISTAKE)
    (tree / "circle").symlink_to(".")
    (tree / "itself.py").symlink_to("itself.py")
    (tree / "outside").symlink_to(outside)
    (tree / "outside.py").symlink_to(outside / "other.py")
    told = reasons(tree)
    assert sorted(told) == ["circle", "itself.py", "outside", "outside.py"]
    assert "leads back to a folder above it" in told["circle"]
    assert "leads back to itself" in told["itself.py"]
    assert "leaves the folder that is checked" in told["outside"]
    assert "leaves the folder that is checked" in told["outside.py"]


@pytest.fixture
def without_privileges() -> tuple[str, ...]:
    """What to put before a command so that permissions count, for root too."""
    if os.geteuid() != 0:
        return ()
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        pytest.skip("root may read everything, and there is no setpriv to give that up")
    return (setpriv, "--inh-caps=-all", "--bounding-set=-all")


@on_posix
def test_a_file_and_a_folder_without_permission_are_reported(tree: Path, without_privileges: tuple[str, ...]):
    (tree / "secret.py").write_text(PAYMENT)
    (tree / "secret.py").chmod(0)
    (tree / "locked").mkdir()
    (tree / "locked").chmod(0)
    told = reasons(tree, wrapper=without_privileges)
    assert "Permission denied" in told.pop("secret.py")
    assert "Permission denied" in told.pop("locked")
    assert told == {}
    assert "Permission denied" in reasons(tree, "secret.py", "hooks.py", wrapper=without_privileges)["secret.py"]


def test_a_folder_with_the_name_of_a_file_is_walked(tree: Path):
    (tree / "x.py").mkdir()
    shutil.move(tree / "hooks.py", tree / "x.py/hooks.py")
    for path in (".", "x.py", "x.py/hooks.py"):
        report = json.loads(ekzlint(tree, "check", "--format", "json", path).stdout)
        assert [row["path"] for row in report["findings"]] == ["x.py/hooks.py"]


@on_posix
def test_a_pipe_is_passed_by_and_reported_where_it_is_named(tree: Path):
    os.mkfifo(tree / "pipe.py")
    assert reasons(tree) == {}
    assert reasons(tree, "pipe.py", "hooks.py") == {"pipe.py": "not a regular file"}


@on_posix
def test_a_file_name_that_is_no_text_is_shown_and_keeps_the_report_sound(tree: Path):
    name = os.fsdecode(b"jo\xe3o.py")
    try:
        (tree / name).write_text(PAYMENT + "def charge(:\n")
    except OSError:
        pytest.skip("this file system takes only names that are text")
    assert list(reasons(tree)) == ["jo\ufffdo.py"]
    for format_ in ("text", "concise", "sarif", "github"):
        assert ekzlint(tree, "check", "--format", format_).returncode == 1


@pytest.mark.parametrize(
    ("write", "args", "message"),
    [
        ('selekt = ["EKZ1"]', (), "ekzlint.toml: unknown key 'selekt'; did you mean 'select'?"),
        ('fail-on = "hihg"', (), "ekzlint.toml: 'fail-on': 'hihg' is none of info, warning, error"),
        ('select = ["EKZ1O1"]', (), "ekzlint.toml: select: there is no rule 'EKZ1O1'; did you mean 'EKZ101'?"),
        ('knowledge = ["acme.toml"]', (), "acme.toml"),
        ("lang =", (), "ekzlint.toml: not valid TOML"),
        ("", ("--select", "EKZ2O3"), "--select: there is no rule 'EKZ2O3'; did you mean 'EKZ203'?"),
        ("", ("--ignore", "X"), "--ignore: there is no rule 'X'"),
        ("", ("nowhere.py",), "'nowhere.py' does not exist"),
        ("", ("--format", "yaml"), "'yaml' is not one of"),
        ("", ("-", "hooks.py"), "`-` stands alone"),
    ],
)
def test_wrong_usage_and_configuration_exit_with_2_and_say_what_is_right(
    tree: Path, write: str, args: tuple[str, ...], message: str
):
    (tree / "ekzlint.toml").write_text(write)
    done = ekzlint(tree, "check", *args)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr


def test_a_provider_file_of_the_project_that_is_wrong_is_an_error(tree: Path):
    (tree / "ekzlint.toml").write_text('knowledge = ["acme.toml"]')
    (tree / "acme.toml").write_text('name = "acme"\ntitle = "Acme"\nhots = ["api.acme.test"]\n')
    done = ekzlint(tree, "check")
    assert (done.returncode, done.stdout) == (2, "")
    assert "acme.toml: unknown key 'hots'; did you mean 'hosts'?" in done.stderr


@pytest.mark.parametrize(
    ("stdin", "reason"),
    [
        (b"import stripe\ndef charge(:\n", "invalid syntax"),
        (b"import stripe\nx = '\xe9'\n", "not UTF-8"),
        (b"#" * 5_000_000, "larger than the limit of 2 MiB"),
    ],
    ids=["syntax", "latin-1", "5 MB"],
)
def test_bad_standard_input_is_reported_under_its_name(tree: Path, stdin: bytes, reason: str):
    command = [sys.executable, "-m", "ekzlint", "check", "--format", "json", "-", "--stdin-filename", "app/views.py"]
    done = subprocess.run(command, cwd=tree, input=stdin, capture_output=True, timeout=300)
    assert (done.returncode, done.stderr) == (1, b"")
    (error,) = json.loads(done.stdout)["errors"]
    assert error["path"] == "app/views.py"
    assert reason in error["reason"]


def test_one_bad_file_of_each_kind_does_not_hide_the_others(tree: Path):
    bad: dict[str, bytes] = {
        "a.py": PAYMENT.encode() + b"def (",
        "b.py": PAYMENT.encode() + b"\xff",
        "c.py": b"",
        "d.py": PAYMENT.encode() + b"#" * 5_000_000,
        "e.py": PAYMENT.encode() + b"(" * 2000 + b")" * 2000,
    }
    for name, content in bad.items():
        (tree / name).write_bytes(content)
    assert sorted(reasons(tree)) == ["a.py", "b.py", "d.py", "e.py"]
    text = ekzlint(tree, "check").stdout
    assert all(name in text for name in ("a.py", "b.py", "d.py", "e.py", "hooks.py:9"))


def test_files_alone_that_cannot_be_analysed_do_not_pass_for_clean(tree: Path):
    (tree / "hooks.py").write_text("import stripe\ndef (\n")
    assert ekzlint(tree, "check").returncode == 1
    assert ekzlint(tree, "check", "--ignore", "EKZ900").returncode == 0
