from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ekzlint.data import data_folder
from ekzlint.knowledge.load import load_rules

Run = Callable[..., Any]


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("code", sorted(load_rules()))
@pytest.mark.parametrize("lang", ["en", "pt"])
def test_a_rule_is_explained_with_its_text_and_examples(run: Run, code: str, lang: str):
    rule = load_rules()[code]
    text = rule.pt if lang == "pt" else rule.en
    exit_code, out, err = run("explain", code, "--lang", lang)
    assert (exit_code, err) == (0, "")
    assert out.startswith(f"{code} {rule.name} ({rule.severity}")
    for part in (text.title, text.why, text.remedy):
        assert flat(part) in flat(out)
    folder = data_folder("rules") / f"{code}-{rule.name}"
    for kind in ("bad", "good"):
        first = min(folder.glob(f"{kind}_*.py"), default=None)
        assert first is None or (first.name in out and flat(first.read_text(encoding="utf-8")) in flat(out))


def test_a_rule_is_found_by_its_name_or_in_small_letters(run: Run):
    assert run("explain", "client-supplied-amount") == run("explain", "ekz101") == run("explain", "EKZ101")


def test_the_language_of_the_configuration_counts(run: Run):
    Path("ekzlint.toml").write_text('lang = "pt"')
    assert run("explain", "EKZ101") == run("explain", "EKZ101", "--lang", "pt")


@pytest.mark.parametrize(("wrong", "right"), [("EKZ1O1", "EKZ101"), ("client-amount", "client-supplied-amount")])
def test_a_wrong_code_is_an_error_with_the_nearest_right_one(run: Run, wrong: str, right: str):
    code, out, err = run("explain", wrong)
    assert (code, out) == (2, "")
    assert f"there is no rule {wrong!r}; did you mean {right!r}?" in err
