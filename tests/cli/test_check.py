from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ekzlint.findings.model import FileError

Run = Callable[..., Any]


def test_nothing_found_exits_with_0(run: Run, engine: Any):
    assert run("check").code == 0
    assert engine.paths == (Path(),)


def test_a_finding_is_shown_and_exits_with_1(run: Run, engine: Any, finding: Any):
    engine.findings = (finding(),)
    code, out, err = run("check", "--format", "concise")
    assert (code, err) == (1, "")
    assert "hooks.py:3:5" in out
    assert "message of EKZ203" in out


@pytest.mark.parametrize(
    ("fail_on", "severity", "code"),
    [
        ("info", "info", 1),
        ("warning", "info", 0),
        ("warning", "warning", 1),
        ("warning", "error", 1),
        ("error", "warning", 0),
        ("error", "error", 1),
    ],
)
def test_fail_on_decides_from_which_severity_on_it_fails(
    run: Run, engine: Any, finding: Any, fail_on: str, severity: str, code: int
):
    engine.findings = (finding(severity=severity),)
    assert run("check", "--fail-on", fail_on).code == code
    Path("ekzlint.toml").write_text(f'fail-on = "{fail_on}"')
    assert run("check").code == code


def test_the_paths_are_handed_on_as_they_are_given(run: Run, engine: Any):
    Path("a").mkdir()
    Path("b.py").touch()
    run("check", "a", "b.py")
    assert engine.paths == (Path("a"), Path("b.py"))


def test_options_go_over_the_configuration(run: Run, engine: Any):
    Path("pyproject.toml").write_text(
        '[tool.ekzlint]\nselect = ["EKZ2"]\nignore = ["EKZ102"]\nmin-confidence = "high"\nlang = "pt"\n'
        'extend-exclude = ["legacy/"]\n'
    )
    run("check")
    assert (engine.config.select, engine.config.ignore) == (("EKZ2",), ("EKZ102",))
    assert (engine.config.min_confidence, engine.config.lang) == ("high", "pt")
    run(
        "check",
        *("--select", "ekz1, EKZ203", "--select", "EKZ801", "--ignore", "EKZ101"),
        *("--min-confidence", "low", "--lang", "en", "--force-exclude"),
    )
    assert engine.config.select == ("EKZ1", "EKZ203", "EKZ801")
    assert engine.config.ignore == ("EKZ102", "EKZ101")
    assert (engine.config.min_confidence, engine.config.lang, engine.config.force_exclude) == ("low", "en", True)
    assert engine.config.extend_exclude == ("legacy/",)


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_a_wrong_rule_code_is_an_error_with_the_nearest_right_one(run: Run, engine: Any, option: str):
    code, out, err = run("check", option, "EKZ101,EKZ1O2")
    assert (code, out) == (2, "")
    assert f"Error: {option}: there is no rule 'EKZ1O2'; did you mean 'EKZ102'?" in err


def test_a_wrong_rule_code_in_the_configuration_is_named_with_its_file(run: Run, engine: Any, tmp_path: Path):
    Path("ekzlint.toml").write_text('ignore = ["EKZ8O1"]')
    code, _, err = run("check")
    assert code == 2
    assert f"Error: {tmp_path / 'ekzlint.toml'}: ignore: there is no rule 'EKZ8O1'; did you mean 'EKZ801'?" in err


def test_a_wrong_configuration_key_is_an_error_with_the_nearest_right_one(run: Run, engine: Any, tmp_path: Path):
    Path("ekzlint.toml").write_text("ignroe = []")
    code, out, err = run("check")
    assert (code, out) == (2, "")
    assert err == f"Error: {tmp_path / 'ekzlint.toml'}: unknown key 'ignroe'; did you mean 'ignore'?\n"


def test_a_path_that_does_not_exist_is_an_error(run: Run, engine: Any):
    code, out, err = run("check", "nowhere")
    assert (code, out) == (2, "")
    assert "'nowhere' does not exist" in err


def test_standard_input_is_checked_under_the_name_it_is_given(run: Run, engine: Any):
    run("check", "-", "--stdin-filename", "app/hooks.py", stdin=b"x = 1\r\n")
    assert (list(engine.paths), engine.stdin) == ([], ("app/hooks.py", b"x = 1\r\n"))
    run("check", "-", stdin=b"x")
    assert engine.stdin == ("<stdin>", b"x")


def test_the_configuration_of_standard_input_is_that_of_its_name(run: Run, engine: Any):
    Path("app").mkdir()
    Path("app/ekzlint.toml").write_text('lang = "pt"')
    run("check", "-", "--stdin-filename", "app/hooks.py")
    assert engine.config.lang == "pt"


@pytest.mark.parametrize(
    ("args", "message"), [(("-", "."), "stands alone"), ((".", "--stdin-filename", "x"), "needs `-`")]
)
def test_standard_input_does_not_mix_with_paths(run: Run, engine: Any, args: tuple[str, ...], message: str):
    code, _, err = run("check", *args)
    assert code == 2
    assert message in err


def test_a_closed_standard_input_is_an_error(run: Run, engine: Any):
    code, _, err = run("check", "-", stdin=None)
    assert code == 2
    assert "standard input is closed" in err


def test_output_writes_the_report_to_a_file(run: Run, engine: Any, finding: Any):
    engine.findings = (finding(),)
    code, out, err = run("check", "--format", "json", "--output", "report.json")
    assert (code, out, err) == (1, "", "")
    assert [row["code"] for row in json.loads(Path("report.json").read_bytes())["findings"]] == ["EKZ203"]


def test_an_output_that_cannot_be_written_is_an_error(run: Run, engine: Any):
    code, _, err = run("check", "--output", "nowhere/report.txt")
    assert code == 2
    assert "there is no folder nowhere" in err
    code, _, err = run("check", "--output", ".")
    assert code == 2
    assert "is a directory" in err


def test_a_full_disk_is_an_error(run: Run, engine: Any, finding: Any, monkeypatch: pytest.MonkeyPatch):
    def fail(self: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fail)
    code, _, err = run("check", "--output", "report.txt")
    assert code == 2
    assert "No space left on device" in err


def test_quiet_says_nothing_where_nothing_is_found(run: Run, engine: Any, finding: Any):
    assert run("check").out
    assert run("check", "--quiet") == (0, "", "")
    engine.errors = (FileError(path="x.py", line=0, column=0, reason="not a regular file"),)
    assert "not a regular file" in run("check", "--quiet").out
    engine.errors, engine.findings = (), (finding(),)
    assert "message of EKZ203" in run("check", "--quiet").out


def test_quiet_leaves_a_machine_its_report(run: Run, engine: Any):
    assert json.loads(run("check", "--quiet", "--format", "json").out)["findings"] == []


def test_statistics_count_each_code_the_most_frequent_first(run: Run, engine: Any, finding: Any):
    engine.findings = (finding("EKZ101", "client-supplied-amount"), finding(), finding())
    out = run("check", "--statistics").out
    assert out.endswith("     2  EKZ203  non-constant-time-compare\n     1  EKZ101  client-supplied-amount\n")


def test_statistics_do_not_spoil_a_report_for_machines(run: Run, engine: Any, finding: Any):
    engine.findings = (finding(),)
    code, out, err = run("check", "--statistics", "--format", "json")
    assert json.loads(out)["findings"]
    assert err == "     1  EKZ203  non-constant-time-compare\n"


def test_the_cache_is_used_unless_it_is_not_wanted(run: Run, engine: Any, tmp_path: Path):
    run("check", "--cache-dir", "kept")
    assert (engine.options["cache"], engine.config.cache_dir) == (True, tmp_path / "kept")
    run("check", "--no-cache", "--jobs", "3")
    assert (engine.options["cache"], engine.options["jobs"]) == (False, 3)


def test_an_interruption_is_told_in_a_word(run: Run, engine: Any):
    engine.raises = KeyboardInterrupt()
    code, out, err = run("check")
    assert (code, out, err.strip()) == (130, "", "Interrupted.")


def test_a_bug_does_not_look_like_a_finding(run: Run, engine: Any):
    engine.raises = ZeroDivisionError("oops")
    code, out, err = run("check")
    assert (code, out) == (2, "")
    assert err.endswith("failed: ZeroDivisionError. This is a bug in ekzlint.\n")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_a_reader_that_goes_away_ends_the_run_quietly():
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run([sys.executable, "-m", "ekzlint", "rules"], stdout=writer, stderr=subprocess.PIPE, timeout=60)
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


def test_output_is_plain_unless_it_goes_to_a_terminal(run: Run, engine: Any, finding: Any):
    engine.findings = (finding(),)
    assert "\x1b" not in run("check").out


@pytest.mark.parametrize(
    ("terminal", "variables", "colored"),
    [
        (True, {}, True),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (True, {"TERM": "dumb"}, False),
        (False, {}, False),
    ],
)
def test_colour_is_for_terminals_and_for_those_who_want_it(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, variables: dict[str, str], colored: bool
):
    from ekzlint.cli.output import wants_color

    monkeypatch.setattr("sys.stdout.isatty", lambda: terminal, raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert wants_color() is colored
