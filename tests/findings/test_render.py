from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ekzlint.findings import render
from ekzlint.findings.model import Draft, Finding, Language, Span, Step
from ekzlint.findings.render import fill, load_messages, to_findings
from ekzlint.knowledge.schema import Rule, RuleText

MESSAGES = {"source": "the client sends this value", "passed": "it is passed to {callee}"}


def rule(code: str, fix: Literal["none", "safe", "unsafe", "display"] = "none") -> Rule:
    return Rule(
        code=code,
        name=f"rule-{code.lower()}",
        severity="warning" if code == "EKZ203" else "error",
        security_severity=7.5,
        confidence="high",
        cwe=(20,),
        en=RuleText(title="A title", message="{sink} takes {source}.", why="Why", remedy="\nDo better.\n"),
        pt=RuleText(title="Um título", message="{sink} usa {source}.", why="Porquê", remedy="Faça melhor."),
        fix=fix,
    )


RULES = {code: rule(code) for code in ("EKZ101", "EKZ203")}


def draft(line: int = 2, code: str = "EKZ101", **fields: Any) -> Draft:
    given_ = {"path": "a.py", "span": Span(line, 5, line, 9), "params": {"sink": "charge", "source": "amount"}}
    return Draft(code=code, **{**given_, **fields})


def findings(*drafts: Draft, language: Language = "en", sources: dict[str, str] | None = None) -> list[Finding]:
    return to_findings(drafts, RULES, MESSAGES, language, sources or {})


def test_a_draft_becomes_a_finding() -> None:
    steps = (
        Step(path="b.py", span=Span(1, 2, 3, 4), key="source"),
        Step(path="a.py", span=Span(5, 6, 5, 8), key="passed", params={"callee": "charge"}),
    )
    (found,) = findings(draft(function="pay", provider="stripe", confidence="medium", trace=steps))
    assert (found.code, found.name, found.severity, found.confidence) == ("EKZ101", "rule-ekz101", "error", "medium")
    assert (found.path, found.line, found.column, found.end_line, found.end_column) == ("a.py", 2, 5, 2, 9)
    assert (found.message, found.remedy) == ("charge takes amount.", "Do better.")
    assert (found.function, found.provider) == ("pay", "stripe")
    assert [(step.path, step.line, step.column, step.end_line, step.end_column) for step in found.trace] == [
        ("b.py", 1, 2, 3, 4),
        ("a.py", 5, 6, 5, 8),
    ]
    assert [step.message for step in found.trace] == ["the client sends this value", "it is passed to charge"]
    assert len(found.fingerprint) == 32


def test_the_words_are_those_of_the_language() -> None:
    (found,) = findings(draft(), language="pt")
    assert (found.message, found.remedy) == ("charge usa amount.", "Faça melhor.")


def test_a_placeholder_that_nobody_fills_is_empty() -> None:
    (found,) = findings(
        draft(params={"sink": "charge"}, trace=(Step(path="a.py", span=Span(1, 1, 1, 2), key="passed"),))
    )
    assert found.message == "charge takes ."
    assert found.trace[0].message == "it is passed to"


def test_a_step_whose_sentence_is_missing_shows_its_key() -> None:
    (found,) = findings(draft(trace=(Step(path="a.py", span=Span(1, 1, 1, 2), key="stored"),)))
    assert found.trace[0].message == "stored"


@pytest.mark.parametrize(("fix", "fixable"), [("none", False), ("display", False), ("safe", True), ("unsafe", True)])
def test_a_finding_is_fixable_when_its_rule_has_a_fix_that_edits(
    fix: Literal["none", "safe", "unsafe", "display"], fixable: bool
) -> None:
    (found,) = to_findings([draft()], {"EKZ101": rule("EKZ101", fix)}, MESSAGES, "en", {})
    assert found.fixable is fixable


def test_findings_are_sorted_by_path_line_column_and_code() -> None:
    drafts = [
        draft(3, path="b.py"),
        draft(10),
        draft(9, code="EKZ203"),
        draft(9),
        draft(9, span=Span(9, 2, 9, 3)),
        draft(1, path="a/z.py"),
    ]
    assert [(f.path, f.line, f.column, f.code) for f in findings(*drafts)] == [
        ("a.py", 9, 2, "EKZ101"),
        ("a.py", 9, 5, "EKZ101"),
        ("a.py", 9, 5, "EKZ203"),
        ("a.py", 10, 5, "EKZ101"),
        ("a/z.py", 1, 5, "EKZ101"),
        ("b.py", 3, 5, "EKZ101"),
    ]


def test_exact_duplicates_are_dropped_and_nothing_else() -> None:
    assert len(findings(draft(), draft())) == 1
    assert len(findings(draft(), draft(params={"sink": "refund"}))) == 2
    assert len(findings(draft(), draft(trace=(Step(path="a.py", span=Span(1, 1, 1, 2), key="source"),)))) == 2


@given(st.permutations([draft(1), draft(2), draft(2, params={}), draft(2, code="EKZ203"), draft(2, function="f")]))
def test_the_order_of_the_drafts_does_not_matter(drafts: list[Draft]) -> None:
    assert findings(*drafts) == findings(*reversed(drafts))
    assert len(findings(*drafts)) == 5


def test_equal_lines_are_told_apart_by_their_order() -> None:
    source = "x\n    charge(a)\ny\n    charge(a)\n"
    first, second = findings(draft(4), draft(2), sources={"a.py": source})
    assert first.fingerprint != second.fingerprint


def test_fingerprints_survive_a_shift_and_a_new_indentation() -> None:
    before = findings(draft(2), draft(4), sources={"a.py": "x\n    charge(a)\ny\n    charge(a)\n"})
    after = findings(draft(5), draft(7), sources={"a.py": "\n\n\nx\n  charge( a )\ny\n  charge( a )\n"})
    assert [found.fingerprint for found in before] == [found.fingerprint for found in after]


def test_a_finding_before_it_on_another_line_does_not_change_a_fingerprint() -> None:
    alone = findings(draft(3), sources={"a.py": "b\nrefund(a)\ncharge(a)\n"})
    after = findings(draft(2), draft(3), sources={"a.py": "b\nrefund(a)\ncharge(a)\n"})
    assert alone[0].fingerprint == after[1].fingerprint


def test_a_code_without_a_rule_is_an_error() -> None:
    with pytest.raises(KeyError, match="EKZ999"):
        findings(draft(code="EKZ999"))


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        ("{a} and {b}", "1 and {c}"),
        ("{missing}x", "x"),
        ("{a.real} {0!r} { } {a", "{a.real} {0!r} { } {a"),
        ("two\n  lines", "two lines"),
        ("`{long}`", "`" + "y" * 119 + "…`"),
        ("{wrapped}", "f( 1, 2 )"),
    ],
)
def test_fill(template: str, filled: str) -> None:
    values = {"a": "1", "b": "{c}", "c": "no", "long": "y" * 200, "wrapped": "f(\n  1,\n\t2\n)"}
    assert fill(template, values) == filled


@given(st.text(), st.dictionaries(st.text(), st.text()))
def test_fill_takes_any_text(template: str, params: dict[str, str]) -> None:
    assert "\n" not in fill(template, params)


@pytest.fixture
def messages_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(render, "data_folder", lambda name: tmp_path / name)
    (tmp_path / "rules").mkdir()
    return tmp_path / "rules" / "messages.toml"


def test_messages_are_read_with_english_where_a_language_has_none(messages_file: Path) -> None:
    messages_file.write_text('[en]\na = "one {x}"\nb = "two"\n[pt]\na = "um {x} à vez"\n', encoding="utf-8")
    assert load_messages("en") == {"a": "one {x}", "b": "two"}
    assert load_messages("pt") == {"a": "um {x} à vez", "b": "two"}


@pytest.mark.parametrize("text", ["[en", "en = 1", "[en]\na = 1", '[en.a]\nb = "c"'])
def test_messages_of_another_shape_are_refused_with_the_name_of_the_file(messages_file: Path, text: str) -> None:
    messages_file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"messages\.toml: "):
        load_messages("en")
