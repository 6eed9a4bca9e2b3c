from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from ekzlint.findings.model import FileError, Finding, Result
from ekzlint.knowledge.schema import Rule
from ekzlint.report.sarif import render

MakeFinding = Callable[..., Finding]
MakeResult = Callable[..., Result]


def only_run(result: Result, rules: dict[str, Rule] | None = None) -> dict[str, Any]:
    (run,) = json.loads(render(result, rules=rules))["runs"]
    assert isinstance(run, dict)
    return run


def first_result(result: Result) -> dict[str, Any]:
    first = only_run(result)["results"][0]
    assert isinstance(first, dict)
    return first


def test_the_run(make_result: MakeResult) -> None:
    log = json.loads(render(make_result(language="pt")))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("/sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    assert (run["language"], run["columnKind"], run["results"]) == ("pt", "unicodeCodePoints", [])
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"], driver["semanticVersion"]) == ("ekzlint", "1.2.3", "1.2.3")
    assert driver["rules"] == []


def test_every_rule_is_described_in_the_order_of_its_code(make_result: MakeResult, rules: dict[str, Rule]) -> None:
    described = only_run(make_result(), rules)["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in described] == ["EKZ101", "EKZ203", "EKZ901"]
    assert described[0] == {
        "id": "EKZ101",
        "name": "ClientSuppliedAmount",
        "shortDescription": {"text": "The client chooses the amount"},
        "fullDescription": {"text": "Whoever sends the request pays what they like."},
        "help": {
            "text": "Whoever sends the request pays what they like.\n\n"
            "How to fix it: Load the order and charge its price.",
            "markdown": "Whoever sends the request pays what they like.\n\n"
            "## How to fix it\n\n"
            "Load the order and charge its price.\n\n"
            "[CWE-602](https://cwe.mitre.org/data/definitions/602.html), "
            "[CWE-20](https://cwe.mitre.org/data/definitions/20.html)",
        },
        "defaultConfiguration": {"level": "error"},
        "properties": {
            "precision": "high",
            "problem.severity": "error",
            "security-severity": "8.6",
            "tags": ["security", "payments", "external/cwe/cwe-602", "external/cwe/cwe-020"],
        },
    }
    assert described[1]["properties"]["security-severity"] == "5.0"
    assert described[2]["defaultConfiguration"] == {"level": "note"}
    assert described[2]["properties"] == {
        "precision": "high",
        "problem.severity": "recommendation",
        "security-severity": "0.0",
        "tags": ["payments"],
    }
    assert described[2]["help"]["markdown"] == "It misleads.\n\n## How to fix it\n\nRemove it."


def test_rules_are_described_in_the_language_of_the_result(make_result: MakeResult, rules: dict[str, Rule]) -> None:
    (amount, *_) = only_run(make_result(language="pt"), rules)["tool"]["driver"]["rules"]
    assert amount["shortDescription"]["text"] == "O cliente escolhe o valor"
    assert amount["help"]["text"].endswith("\n\nComo corrigir: Carregue a encomenda e cobre o seu preço.")


def test_a_result_points_to_its_rule(
    make_result: MakeResult, make_finding: MakeFinding, amount_finding: Finding, rules: dict[str, Rule]
) -> None:
    run = only_run(make_result(amount_finding, make_finding()), rules)
    described = run["tool"]["driver"]["rules"]
    assert [described[result["ruleIndex"]]["id"] for result in run["results"]] == ["EKZ101", "EKZ203"]
    assert [result["ruleId"] for result in run["results"]] == ["EKZ101", "EKZ203"]


def test_a_finding_alone_describes_its_rule(make_result: MakeResult, make_finding: MakeFinding) -> None:
    run = only_run(make_result(make_finding(), make_finding(line=9, end_line=9)))
    assert run["tool"]["driver"]["rules"] == [
        {
            "id": "EKZ203",
            "name": "NonConstantTimeCompare",
            "shortDescription": {"text": "non constant time compare"},
            "fullDescription": {"text": "non constant time compare"},
            "help": {"text": "Use hmac.compare_digest."},
            "defaultConfiguration": {"level": "warning"},
        }
    ]


def test_a_result_with_its_trace(make_result: MakeResult, amount_finding: Finding) -> None:
    result = first_result(make_result(amount_finding))

    def place(path: str, line: int, column: int, end_line: int, end_column: int) -> dict[str, Any]:
        return {
            "artifactLocation": {"uri": path, "uriBaseId": "%SRCROOT%"},
            "region": {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column},
        }

    assert result["locations"] == [
        {
            "physicalLocation": place("shop/billing.py", 2, 12, 5, 6),
            "logicalLocations": [{"fullyQualifiedName": "charge", "kind": "function"}],
        }
    ]
    assert (result["level"], result["message"]["text"]) == ("error", amount_finding.message)
    assert result["properties"] == {"confidence": "high", "fixable": True, "provider": "stripe"}
    steps = [
        (place("shop/views.py", 5, 14, 5, 36), "the client sends this value"),
        (place("shop/views.py", 7, 16, 7, 30), "it is passed to `charge`"),
        (place("shop/billing.py", 3, 9, 3, 22), "it becomes the amount"),
    ]
    locations = [{"location": {"physicalLocation": at, "message": {"text": text}}} for at, text in steps]
    assert result["codeFlows"] == [{"threadFlows": [{"locations": locations}]}]


def test_a_result_without_a_trace_has_no_code_flow(make_result: MakeResult, make_finding: MakeFinding) -> None:
    result = first_result(make_result(make_finding()))
    assert "codeFlows" not in result
    assert "logicalLocations" not in result["locations"][0]


@pytest.mark.parametrize(("severity", "level"), [("error", "error"), ("warning", "warning"), ("info", "note")])
def test_levels(severity: str, level: str, make_result: MakeResult, make_finding: MakeFinding) -> None:
    assert first_result(make_result(make_finding(severity=severity)))["level"] == level


def test_fingerprints_stay_when_lines_shift(make_result: MakeResult, make_finding: MakeFinding) -> None:
    source = "import hmac\n\nreturn signature == expected\n"
    before = first_result(make_result(make_finding(), sources={"shop/hooks.py": source}))
    moved = make_finding(line=5, end_line=5)
    after = first_result(make_result(moved, sources={"shop/hooks.py": "import x\nimport y\n" + source}))
    assert before["partialFingerprints"] == after["partialFingerprints"]
    assert sorted(before["partialFingerprints"]) == ["ekzlint/v1", "primaryLocationLineHash"]
    assert before["partialFingerprints"]["ekzlint/v1"] == "0123456789abcdef0123456789abcdef"


def test_without_the_source_there_is_no_line_hash(make_result: MakeResult, make_finding: MakeFinding) -> None:
    assert list(first_result(make_result(make_finding()))["partialFingerprints"]) == ["ekzlint/v1"]


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("shop/a.py", {"uri": "shop/a.py", "uriBaseId": "%SRCROOT%"}),
        ("loja à venda/a#1%20.py", {"uri": "loja%20%C3%A0%20venda/a%231%2520.py", "uriBaseId": "%SRCROOT%"}),
        ("c:d.py", {"uri": "c%3Ad.py", "uriBaseId": "%SRCROOT%"}),
        ("<stdin>", {"uri": "%3Cstdin%3E", "uriBaseId": "%SRCROOT%"}),
        ("\udcff\x1b.py", {"uri": "%FF%1B.py", "uriBaseId": "%SRCROOT%"}),
        ("\ud800.py", {"uri": "%EF%BF%BD.py", "uriBaseId": "%SRCROOT%"}),
        ("../b.py", {"uri": "../b.py", "uriBaseId": "%SRCROOT%"}),
        ("/tmp/a b.py", {"uri": "file:///tmp/a%20b.py"}),
        ("C:/shop/a b.py", {"uri": "file:///C:/shop/a%20b.py"}),
    ],
)
def test_paths(path: str, location: dict[str, str], make_result: MakeResult, make_finding: MakeFinding) -> None:
    physical = first_result(make_result(make_finding(path=path)))["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"] == location


def test_an_expression_in_a_message_is_no_link(make_result: MakeResult, make_finding: MakeFinding) -> None:
    result = first_result(make_result(make_finding(message="`items[0](1)` and `items[0]` are odd.")))
    assert result["message"]["text"] == "`items[0\\](1)` and `items[0]` are odd."


def test_errors_are_notifications(make_result: MakeResult) -> None:
    errors = (
        FileError(path="bad.py", line=3, column=0, reason="invalid syntax"),
        FileError(path="worse.py", line=0, column=0, reason="not UTF-8"),
    )
    run = only_run(make_result(errors=errors))
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is True
    assert invocation["toolExecutionNotifications"] == [
        {
            "descriptor": {"id": "EKZ900", "index": 0},
            "level": "error",
            "message": {"text": "invalid syntax"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "bad.py", "uriBaseId": "%SRCROOT%"},
                        "region": {"startLine": 3, "startColumn": 1},
                    }
                }
            ],
        },
        {
            "descriptor": {"id": "EKZ900", "index": 0},
            "level": "error",
            "message": {"text": "not UTF-8"},
            "locations": [
                {"physicalLocation": {"artifactLocation": {"uri": "worse.py", "uriBaseId": "%SRCROOT%"}}},
            ],
        },
    ]
    assert run["tool"]["driver"]["notifications"][0]["id"] == "EKZ900"


def test_it_depends_on_its_input_alone(
    make_result: MakeResult, amount_finding: Finding, sources: dict[str, str], rules: dict[str, Rule]
) -> None:
    result = make_result(amount_finding, sources=sources)
    backwards = make_result(amount_finding, sources=dict(reversed(sources.items())))
    assert render(result, rules=rules) == render(backwards, rules=dict(reversed(rules.items())))
    assert str(Path.cwd()) not in render(result, rules=rules)


@pytest.fixture
def log(
    make_result: MakeResult,
    make_finding: MakeFinding,
    amount_finding: Finding,
    sources: dict[str, str],
    rules: dict[str, Rule],
) -> str:
    """A log with everything that a log can have."""
    errors = (
        FileError(path="bad.py", line=3, column=9, reason="invalid syntax"),
        FileError(path="worse.py", line=0, column=0, reason="not UTF-8"),
    )
    odd = make_finding(path="loja à venda/x.py", message="`items[0](1)`.", end_line=2)
    return render(make_result(amount_finding, odd, make_finding(), errors=errors, sources=sources), rules=rules)


def test_it_follows_the_json_schema(log: str, multitool: Path) -> None:
    schema = json.loads((multitool / "sarif-2.1.0.json").read_text(encoding="utf-8-sig"))
    jsonschema.Draft7Validator(schema).validate(json.loads(log))


def test_the_multitool_finds_no_error(log: str, run_multitool: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "good.sarif").write_text(log, encoding="utf-8")
    kinds = ("--rule-kind", "Sarif;Ghas")
    report = run_multitool("validate", "good.sarif", *kinds, cwd=tmp_path)
    assert "Analysis completed successfully." in report
    assert ": error " not in report

    # It does look: the same log without its rules is an error to it.
    broken = json.loads(log)
    del broken["runs"][0]["tool"]["driver"]["rules"]
    (tmp_path / "broken.sarif").write_text(json.dumps(broken), encoding="utf-8")
    assert ": error " in run_multitool("validate", "broken.sarif", *kinds, cwd=tmp_path)


def test_the_line_hashes_are_those_of_the_multitool(
    make_result: MakeResult, make_finding: MakeFinding, run_multitool: Callable[..., str], tmp_path: Path
) -> None:
    text = "import hmac\n\n\ndef é(日):\n\treturn 日 == '😀'\n" + "    x = 1\n" * 120 + "end"
    lines = [1, 3, 4, 5, 6, 7, 30, 125, 126]
    (tmp_path / "a.py").write_text(text, encoding="utf-8")
    findings = [make_finding(path="a.py", line=line, end_line=line, column=1, end_column=2) for line in lines]
    log = json.loads(render(make_result(*findings, sources={"a.py": text})))
    (run,) = log["runs"]
    ours = [result.pop("partialFingerprints")["primaryLocationLineHash"] for result in run["results"]]

    run["originalUriBaseIds"]["%SRCROOT%"]["uri"] = tmp_path.as_uri() + "/"
    (tmp_path / "in.sarif").write_text(json.dumps(log), encoding="utf-8")
    run_multitool("rewrite", "in.sarif", "-o", "out.sarif", "--insert", "RollingHashPartialFingerprints", cwd=tmp_path)
    (rewritten,) = json.loads((tmp_path / "out.sarif").read_text(encoding="utf-8-sig"))["runs"]
    theirs = [result["partialFingerprints"]["primaryLocationLineHash"] for result in rewritten["results"]]
    assert ours == theirs
