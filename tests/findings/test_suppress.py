from __future__ import annotations

import tokenize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ekzlint.findings.suppress import Suppressions, parse

KNOWN = ("EKZ101", "EKZ102", "EKZ201", "EKZ402", "EKZ900", "EKZ901")
LINE_3 = "\n\npay(amount)  "


def hides(text: str, code: str, line: int = 3) -> bool:
    return parse(text, KNOWN).hides(code, (line, line), None)


@pytest.mark.parametrize(
    ("comment", "hidden"),
    [
        ("# ekzlint: ignore[EKZ101] checked by the gateway", {"EKZ101"}),
        ("# ekzlint: ignore[EKZ101,EKZ201]", {"EKZ101", "EKZ201"}),
        ("# ekzlint: ignore[ EKZ101 , EKZ201 ]", {"EKZ101", "EKZ201"}),
        ("# ekzlint: ignore[EKZ101 EKZ201]", {"EKZ101", "EKZ201"}),
        ("# ekzlint: ignore[EKZ101,]", {"EKZ101"}),
        ("# ekzlint: ignore[EKZ1]", {"EKZ101", "EKZ102"}),
        ("# ekzlint: ignore[EKZ10, EKZ402]", {"EKZ101", "EKZ102", "EKZ402"}),
        ("# ekzlint: ignore[ekz101]", {"EKZ101"}),
        ("# ekzlint: ignore [EKZ101]", {"EKZ101"}),
        ("#ekzlint:ignore[EKZ101]", {"EKZ101"}),
        ("# ekzlint: ignore[EKZ101] and not [EKZ201]", {"EKZ101"}),
        ("# noqa: E501  # ekzlint: ignore[EKZ101]", {"EKZ101"}),
        ("# ekzlint: ignore[EKZ101]  # noqa", {"EKZ101"}),
        ("# ekzlint: ignore[EKZ101] # ekzlint: ignore[EKZ402]", {"EKZ101", "EKZ402"}),
        ("# ekzlint: ignore", {"EKZ101", "EKZ102", "EKZ201", "EKZ402"}),
        ("# ekzlint: ignore the sandbox", {"EKZ101", "EKZ102", "EKZ201", "EKZ402"}),
        ("# ekzlint: ignore[EKZ]", {"EKZ101", "EKZ102", "EKZ201", "EKZ402"}),
        ("# ekzlint: ignore[EKZ901]", {"EKZ901"}),
        ("# ekzlint: ignore[EKZ9]", {"EKZ900", "EKZ901"}),
        ("# no word of it: ignore[EKZ101]", set()),
        ("# about ekzlint: ignore[EKZ101]", set()),
    ],
)
def test_a_comment_hides_the_codes_that_it_names(comment: str, hidden: set[str]) -> None:
    suppressions = parse(LINE_3 + comment, KNOWN)
    assert suppressions.problems == []
    assert {code for code in KNOWN if suppressions.hides(code, (3, 3), None)} == hidden


def test_any_line_of_the_statement_will_do_and_no_other() -> None:
    text = "charge(\n    amount,\n    # ekzlint: ignore[EKZ101]\n)\nother()\n"
    assert hides(text, "EKZ101", line=3)
    assert parse(text).hides("EKZ101", (1, 4), None)
    assert not parse(text).hides("EKZ101", (5, 5), None)
    assert not parse(text).hides("EKZ101", (1, 2), None)


@pytest.mark.parametrize("line", [1, 2, 3, 4])
def test_the_def_line_and_its_decorators_cover_the_function(line: int) -> None:
    lines = ["@app.post('/pay')", "@limit", "def pay(", "    request):", "    x = 1", "    charge(request.amount)"]
    lines[line - 1] += "  # ekzlint: ignore[EKZ101]"
    suppressions = parse("\n".join(lines))
    assert suppressions.hides("EKZ101", (6, 6), (1, 4))
    assert not suppressions.hides("EKZ101", (6, 6), None)


def test_a_comment_elsewhere_in_the_function_does_not_cover_it() -> None:
    text = "def pay(request):\n    # ekzlint: ignore[EKZ101]\n    charge(request.amount)\n"
    assert not parse(text).hides("EKZ101", (3, 3), (1, 1))


@pytest.mark.parametrize("line", [1, 2, 4])
def test_a_comment_for_the_file_stands_anywhere_on_a_line_of_its_own(line: int) -> None:
    lines = ["import a", "def f():", "    a()", "    return"]
    lines.insert(line, "    # ekzlint: ignore-file[EKZ4] an adapter")
    suppressions = parse("\n".join(lines))
    assert suppressions.hides("EKZ402", (900, 901), None)
    assert not suppressions.hides("EKZ101", (900, 901), None)


def test_a_bare_comment_for_the_file_hides_everything_in_it() -> None:
    suppressions = parse("# ekzlint: ignore-file generated\n")
    assert suppressions.hides("EKZ101", (7, 7), None)
    assert not suppressions.hides("EKZ901", (7, 7), None)


@pytest.mark.parametrize(
    "text",
    [
        'x = "# ekzlint: ignore[EKZ101]"',
        "x = '''\n# ekzlint: ignore[EKZ101]\n'''",
        'def f():\n    """Say so:\n\n    # ekzlint: ignore-file\n    """',
        "x = f'{y} # ekzlint: ignore'",
    ],
)
def test_what_stands_in_a_string_is_no_comment(text: str) -> None:
    suppressions = parse(text, KNOWN)
    assert not suppressions.hides("EKZ101", (1, 9), (1, 9))
    assert suppressions.unused(KNOWN) == []


@pytest.mark.parametrize(
    ("comment", "problem"),
    [
        ("# ekzlint: ignore[EKZ110]", "unknown code 'EKZ110' in a suppression"),
        ("# ekzlint: ignore[E501]", "unknown code 'E501' in a suppression"),
        ("# ekzlint: ignore[EKZ1011]", "unknown code 'EKZ1011' in a suppression"),
        ("# ekzlint: ignore[EKZ3]", "unknown code 'EKZ3' in a suppression"),
        ("# ekzlint: ignore[EKZ101", "the bracket after `ignore` is not closed"),
        ("# ekzlint: ignore[]", "the brackets after `ignore` hold no code"),
        ("# ekzlint: ignore[ , ]", "the brackets after `ignore` hold no code"),
        ("# ekzlint: ignore EKZ101", "the codes after `ignore` have to stand in brackets: `ignore[EKZ101]`"),
        ("# ekzlint: ignore ekz101", "the codes after `ignore` have to stand in brackets: `ignore[EKZ101]`"),
        ("# ekzlint: ignore: EKZ101", "the codes after `ignore` have to stand in brackets: `ignore[EKZ101]`"),
        ("# ekzlint: ignore (EKZ101)", "the codes after `ignore` have to stand in brackets: `ignore[EKZ101]`"),
        ("# ekzlint: ignore=EKZ101", "the codes after `ignore` have to stand in brackets: `ignore[EKZ101]`"),
        ("# ekzlint: disable[EKZ101]", "expected `ignore` or `ignore-file` after `ekzlint:`, not 'disable'"),
        ("# ekzlint: ignored", "expected `ignore` or `ignore-file` after `ekzlint:`, not 'ignored'"),
        ("# ekzlint:", "expected `ignore` or `ignore-file` after `ekzlint:`, not ''"),
        ("# ekzlint: ignore-file[EKZ101]", "`ignore-file` has to stand on a line of its own"),
    ],
)
def test_a_malformed_comment_is_a_problem_and_hides_nothing(comment: str, problem: str) -> None:
    suppressions = parse(LINE_3 + comment, KNOWN)
    assert suppressions.problems == [(3, problem)]
    assert not any(suppressions.hides(code, (3, 3), (3, 3)) for code in KNOWN)
    assert suppressions.unused(KNOWN) == []


def test_one_unknown_code_does_not_spoil_the_others() -> None:
    suppressions = parse("pay()  # ekzlint: ignore[EKZ777, EKZ101]", KNOWN)
    assert suppressions.problems == [(1, "unknown code 'EKZ777' in a suppression")]
    assert suppressions.hides("EKZ101", (1, 1), None)


def test_without_a_list_of_codes_only_their_shape_is_checked() -> None:
    suppressions = parse("pay()  # ekzlint: ignore[EKZ777, X1]")
    assert suppressions.problems == [(1, "unknown code 'X1' in a suppression")]
    assert suppressions.hides("EKZ777", (1, 1), None)


def test_what_hid_nothing_is_unused_with_its_place() -> None:
    text = "\n".join(
        [
            "# ekzlint: ignore-file[EKZ402]",
            "a()  # ekzlint: ignore[EKZ101, EKZ201]",
            "b()  # noqa # ekzlint: ignore",
            "c()  # ekzlint: ignore[EKZ1]",
        ]
    )
    suppressions = parse(text, KNOWN)
    assert suppressions.hides("EKZ201", (2, 2), None)
    assert suppressions.hides("EKZ102", (4, 4), None)
    assert suppressions.unused(KNOWN) == [(1, 24, "EKZ402"), (2, 24, "EKZ101"), (3, 13, "ignore")]


def test_every_comment_that_hides_a_finding_is_used() -> None:
    suppressions = parse("def f():  # ekzlint: ignore[EKZ1]\n    a()  # ekzlint: ignore[EKZ101]\n", KNOWN)
    assert suppressions.hides("EKZ101", (2, 2), (1, 1))
    assert suppressions.unused(KNOWN) == []


@pytest.mark.parametrize(
    ("comment", "selected", "unused"),
    [
        ("ignore[EKZ101]", ("EKZ101",), ["EKZ101"]),
        ("ignore[EKZ101]", ("EKZ102",), []),
        ("ignore[EKZ1]", ("EKZ101",), []),
        ("ignore[EKZ1]", ("EKZ101", "EKZ102"), ["EKZ1"]),
        ("ignore", ("EKZ101", "EKZ102", "EKZ201"), []),
        ("ignore", ("EKZ101", "EKZ102", "EKZ201", "EKZ402"), ["ignore"]),
        ("ignore[EKZ901]", KNOWN, []),
    ],
)
def test_only_what_this_run_looked_for_can_be_unused(
    comment: str, selected: tuple[str, ...], unused: list[str]
) -> None:
    found = parse(f"a()  # ekzlint: {comment}", KNOWN).unused(selected)
    assert [code for _, _, code in found] == unused


def test_columns_count_characters() -> None:
    assert parse("é日😀()  # ekzlint: ignore[EKZ101]", KNOWN).unused(KNOWN) == [(1, 26, "EKZ101")]


@pytest.mark.parametrize(
    "text",
    [
        "a()  # ekzlint: ignore[EKZ101]\nx = (\n",
        "a()  # ekzlint: ignore[EKZ101]\n    b()\n  c()\n",
        "a()  # ekzlint: ignore[EKZ101]\nx = '''\n",
        "a()  # ekzlint: ignore[EKZ101]\n" + "(" * 5000,
    ],
)
def test_text_that_is_not_python_is_read_as_far_as_it_goes(text: str) -> None:
    assert parse(text).hides("EKZ101", (1, 1), None)


def test_a_file_that_never_speaks_to_ekzlint_is_not_tokenised(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("tokenised")

    monkeypatch.setattr(tokenize, "generate_tokens", refuse)
    assert parse("a()  # a comment\nurl = 'ekzlint:x'\n").unused(KNOWN) == []
    with pytest.raises(AssertionError, match="tokenised"):
        parse("# ekzlint: ignore")


FRAGMENTS = st.sampled_from(
    [
        "# ",
        "ekzlint:",
        " ignore",
        "-file",
        "[",
        "]",
        "EKZ101",
        "EKZ",
        ",",
        "'",
        '"""',
        "\n",
        "(",
        ")",
        "    ",
        "\\",
        "é",
    ]
)


@settings(deadline=None)
@given(st.lists(FRAGMENTS | st.text(max_size=3), max_size=30).map("".join))
def test_no_text_makes_it_fail(text: str) -> None:
    suppressions = parse(text, KNOWN)
    lines = text.count("\n") + 1
    suppressions.hides("EKZ101", (1, lines), None)
    assert all(1 <= line <= lines and message for line, message in suppressions.problems)
    for line, column, code in suppressions.unused(KNOWN):
        assert text.split("\n")[line - 1][column - 1 :].upper().startswith((code.upper(), "#"))


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["a()", "b = '''x'''", "c = ('#',\n  1)", "if d: e()", "# a comment", ""]), min_size=1),
    st.data(),
)
def test_a_comment_hides_its_own_line_only(statements: list[str], data: st.DataObject) -> None:
    lines = "\n".join(statements).split("\n")
    chosen = data.draw(st.integers(1, len(lines)))
    lines[chosen - 1] += "  # ekzlint: ignore[EKZ101] why"
    suppressions: Suppressions = parse("\n".join(lines), KNOWN)
    hidden = [line for line in range(1, len(lines) + 1) if suppressions.hides("EKZ101", (line, line), None)]
    assert hidden == [chosen]
