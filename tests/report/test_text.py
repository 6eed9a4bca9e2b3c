from __future__ import annotations

import re
from collections.abc import Callable

from ekzlint.findings.model import FileError, Finding, Result, Stats, TraceStep
from ekzlint.report.text import render

MakeFinding = Callable[..., Finding]
MakeResult = Callable[..., Result]


def test_a_finding_with_its_lines_and_its_trace(
    make_result: MakeResult, amount_finding: Finding, sources: dict[str, str]
) -> None:
    assert render(make_result(amount_finding, sources=sources)) == (
        """\
shop/billing.py:2:12 EKZ101 client-supplied-amount [error, high confidence]
`stripe.PaymentIntent.create` charges an amount that the client sent.
  2 |     return stripe.PaymentIntent.create(
    |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  3 |         amount=amount,
  4 |         currency="aoa",
  5 |     )
note 1: the client sends this value (shop/views.py:5:14)
  5 |     amount = request.POST["amount"]
    |              ^^^^^^^^^^^^^^^^^^^^^^
note 2: it is passed to `charge` (shop/views.py:7:16)
  7 |         return charge(amount)
    |                ^^^^^^^^^^^^^^
note 3: it becomes the amount
  3 |         amount=amount,
    |         ^^^^^^^^^^^^^
help: Load the order and charge its price.

Found 1 mistake (1 error) in 1 file; 14 files seen, 5 analysed, 0.21 s
"""
    )


def test_in_portuguese(make_result: MakeResult, make_finding: MakeFinding, amount_finding: Finding) -> None:
    findings = (
        make_finding(message="A assinatura é comparada com `==`.", remedy="Use hmac.compare_digest."),
        make_finding(severity="info", confidence="low", path="b.py", message="Não serve.", remedy=""),
    )
    step = TraceStep(path="c.py", line=4, column=2, end_line=4, end_column=3, message="o cliente envia este valor")
    error = FileError(path="d.py", line=2, column=7, reason="invalid syntax")
    finding = make_finding(severity="error", confidence="high", trace=(step,), message="M.", remedy="R.")
    assert render(make_result(*findings, finding, errors=(error,), language="pt")) == (
        """\
shop/hooks.py:3:8 EKZ203 non-constant-time-compare [aviso, confiança média]
A assinatura é comparada com `==`.
ajuda: Use hmac.compare_digest.

b.py:3:8 EKZ203 non-constant-time-compare [informação, confiança baixa]
Não serve.

shop/hooks.py:3:8 EKZ203 non-constant-time-compare [erro, confiança alta]
M.
nota 1: o cliente envia este valor (c.py:4:2)
ajuda: R.

d.py:2:7 problema: invalid syntax

Encontradas 3 falhas (1 erro, 1 aviso, 1 informação) em 2 ficheiros; \
1 problema; 14 ficheiros vistos, 5 analisados, 0,21 s
"""
    )


def last_line(result: Result) -> str:
    return render(result).splitlines()[-1]


def test_the_summary_counts(make_result: MakeResult, make_finding: MakeFinding) -> None:
    one = Stats(files_seen=1, files_parsed=1, seconds=0.004)
    warning, error, info = (make_finding(severity=severity) for severity in ("warning", "error", "info"))
    elsewhere = make_finding(severity="error", path="b.py")
    problem = FileError(path="d.py", line=0, column=0, reason="not UTF-8")

    assert last_line(make_result()) == "No mistakes found; 14 files seen, 5 analysed, 0.21 s"
    assert last_line(make_result(stats=one)) == "No mistakes found; 1 file seen, 1 analysed, 0.00 s"
    assert last_line(make_result(errors=(problem, problem))) == (
        "No mistakes found; 2 problems; 14 files seen, 5 analysed, 0.21 s"
    )
    assert last_line(make_result(warning, error, elsewhere)) == (
        "Found 3 mistakes (2 errors, 1 warning) in 2 files; 14 files seen, 5 analysed, 0.21 s"
    )
    assert last_line(make_result(info, info, warning, warning)) == (
        "Found 4 mistakes (2 warnings, 2 info) in 1 file; 14 files seen, 5 analysed, 0.21 s"
    )
    assert last_line(make_result(language="pt", stats=one)) == (
        "Nenhuma falha encontrada; 1 ficheiro visto, 1 analisado, 0,00 s"
    )
    assert last_line(make_result(warning, language="pt", stats=one)) == (
        "Encontrada 1 falha (1 aviso) em 1 ficheiro; 1 ficheiro visto, 1 analisado, 0,00 s"
    )


def test_problems_stand_before_the_summary(make_result: MakeResult) -> None:
    errors = (
        FileError(path="a.py", line=3, column=0, reason="invalid syntax"),
        FileError(path="b\x1b.py", line=0, column=0, reason="not UTF-8\x07"),
    )
    assert render(make_result(errors=errors)).splitlines()[:2] == [
        "a.py:3:1 problem: invalid syntax",
        r"b\x1b.py problem: not UTF-8\x07",
    ]


def test_numbers_of_lines_are_aligned_within_a_finding(make_result: MakeResult, make_finding: MakeFinding) -> None:
    step = TraceStep(path="a.py", line=101, column=1, end_line=101, end_column=4, message="later")
    finding = make_finding(path="a.py", line=9, column=1, end_line=9, end_column=4, trace=(step,), remedy="")
    text = render(make_result(finding, sources={"a.py": "abc\n" * 120}))
    assert "    9 | abc\n      | ^^^\nnote 1: later\n  101 | abc\n      | ^^^\n" in text


def test_a_long_statement_is_cut(make_result: MakeResult, make_finding: MakeFinding) -> None:
    finding = make_finding(path="a.py", line=1, column=5, end_line=6, end_column=2)
    lines = render(make_result(finding, sources={"a.py": "x = pay(  \n1,\n\n3,\n4,\n)\n"})).splitlines()
    assert lines[2:9] == [
        "  1 | x = pay(",
        "    |     ^^^^",
        "  2 | 1,",
        "  3 |",
        "  4 | 3,",
        "    | ...",
        "help: Use hmac.compare_digest.",
    ]


def test_a_span_that_ends_before_a_line_begins_does_not_show_that_line(
    make_result: MakeResult, make_finding: MakeFinding
) -> None:
    finding = make_finding(path="a.py", line=1, column=1, end_line=2, end_column=1)
    text = render(make_result(finding, sources={"a.py": "pay()\nnext()\n"}))
    assert "  1 | pay()\n    | ^^^^^\nhelp:" in text


def test_a_line_outside_of_the_source_is_not_shown(make_result: MakeResult, make_finding: MakeFinding) -> None:
    text = render(make_result(make_finding(path="a.py", line=7, end_line=7), sources={"a.py": "pay()\n"}))
    assert " | " not in text
    assert text.startswith("a.py:7:8 EKZ203")


def test_a_step_whose_source_is_missing_is_named_with_its_place(
    make_result: MakeResult, make_finding: MakeFinding
) -> None:
    step = TraceStep(path="a.py", line=4, column=2, end_line=4, end_column=3, message="here")
    assert "note 1: here (a.py:4:2)\n" in render(make_result(make_finding(path="a.py", trace=(step,))))


def test_a_remedy_of_several_lines_is_indented(make_result: MakeResult, make_finding: MakeFinding) -> None:
    text = render(make_result(make_finding(remedy="One.\n\n    two()")))
    assert "\nhelp: One.\n\n      two()\n\n" in text


def test_a_secret_is_not_repeated(make_result: MakeResult, make_finding: MakeFinding) -> None:
    source = 'KEY = "sk_live_abcdefghij"\n'
    place = {"path": "a.py", "line": 1, "column": 7, "end_line": 1, "end_column": 27}
    step = TraceStep(**place, message="here")  # type: ignore[arg-type]
    secret = make_finding(code="EKZ801", name="hardcoded-secret", **place, trace=(step,))
    text = render(make_result(secret, sources={"a.py": source}))
    assert "abcdefghij" not in text
    assert text.count('  1 | KEY = "sk_l**************"\n    |       ^^^^^^^^^^^^^^^^^^^^\n') == 2
    assert "abcdefghij" in render(make_result(make_finding(**place), sources={"a.py": source}))


def test_escapes_in_what_was_scanned_are_shown_and_not_obeyed(
    make_result: MakeResult, make_finding: MakeFinding
) -> None:
    name = "a\x1b]0;owned\x07\n.py"
    step = TraceStep(path="\x9b.py", line=1, column=1, end_line=1, end_column=2, message="m\x1b[2J")
    finding = make_finding(path=name, line=1, end_line=1, message="\x1b[31m", remedy="r\x1b[1m", trace=(step,))
    error = FileError(path=name, line=0, column=0, reason="\x1b[0m")
    text = render(make_result(finding, sources={name: "x = '\x1b[31m\u202e'"}, errors=(error,)))
    assert all(line.isprintable() for line in text.split("\n"))
    assert r"a\x1b]0;owned\x07\n.py:1:8 EKZ203" in text
    assert r"x = '\x1b[31m\u202e'" in text


def test_colour_adds_escapes_and_changes_nothing_else(
    make_result: MakeResult, amount_finding: Finding, make_finding: MakeFinding, sources: dict[str, str]
) -> None:
    error = FileError(path="d.py", line=2, column=7, reason="invalid syntax")
    result = make_result(amount_finding, make_finding(), sources=sources, errors=(error,))
    colored = render(result, color=True)
    assert "\x1b[1;31mEKZ101\x1b[0m" in colored
    assert "\x1b[1;33mEKZ203\x1b[0m" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == render(result)
    # Each style is closed on its own line, so that a cut by `head` leaves no colour behind.
    for line in colored.splitlines():
        assert re.fullmatch(r"([^\x1b]|\x1b\[[1-9][0-9;]*m[^\x1b]+\x1b\[0m)*", line)
