from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]
ONE = """\
import hashlib
import hmac

from flask import request


def is_paystack(secret):
    expected = hmac.new(secret, request.get_data(), hashlib.sha512).hexdigest()
    return expected == request.headers["x-paystack-signature"]
"""
TWO = ONE + ONE[ONE.index("def") :].replace("is_paystack", "other")


def test_known_findings_are_not_reported_and_new_ones_are(run: Run):
    Path("hooks.py").write_text(ONE)
    assert run("baseline", "write").out == "Findings written to ekzlint-baseline.json: 1.\n"
    code, out, err = run("check", "--baseline", "ekzlint-baseline.json")
    assert code == 0
    assert "because the baseline ekzlint-baseline.json holds them: 1." in err
    Path("hooks.py").write_text("\n\n" + TWO)
    code, out, _ = run("check", "--baseline", "ekzlint-baseline.json", "--format", "concise")
    assert code == 1
    assert out.count("EKZ203") == 1
    assert "hooks.py:14" in out


def test_the_configuration_names_it(run: Run, tmp_path: Path):
    Path("ekzlint.toml").write_text('baseline = "known.json"\n')
    Path("hooks.py").write_text(ONE)
    assert run("check").code == 2
    run("baseline", "write")
    assert (tmp_path / "known.json").is_file()
    assert run("check").code == 0


def test_check_tells_what_is_new_and_what_is_gone(run: Run):
    Path("hooks.py").write_text(ONE)
    run("baseline", "write", "--file", "b.json")
    assert run("baseline", "check", "--file", "b.json") == (0, "1 in the baseline, 0 new, 0 gone.\n", "")
    Path("hooks.py").write_text(TWO.replace("def is_paystack", "def third"))
    code, out, _ = run("baseline", "check", "--file", "b.json")
    assert code == 1
    assert "hooks.py EKZ203 is_paystack is gone" in out
    assert out.endswith("0 in the baseline, 2 new, 1 gone.\n")


def test_a_missing_or_broken_baseline_is_an_error(run: Run):
    assert run("check", "--baseline", "none.json").code == 2
    Path("b.json").write_text("{")
    code, _, err = run("baseline", "check", "--file", "b.json")
    assert code == 2
    assert "b.json: not a baseline" in err
