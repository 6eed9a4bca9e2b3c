from __future__ import annotations

import json
from collections.abc import Callable

from ekzlint.findings.model import FileError, Finding, Result
from ekzlint.report.json import render


def test_the_contract(make_result: Callable[..., Result], amount_finding: Finding) -> None:
    error = FileError(path="bad.py", line=3, column=9, reason="invalid syntax")
    text = render(make_result(amount_finding, errors=(error,), sources={"shop/views.py": "not for this report"}))
    expected = {
        "version": "1.2.3",
        "findings": [
            {
                "code": "EKZ101",
                "name": "client-supplied-amount",
                "severity": "error",
                "confidence": "high",
                "path": "shop/billing.py",
                "line": 2,
                "column": 12,
                "end_line": 5,
                "end_column": 6,
                "message": "`stripe.PaymentIntent.create` charges an amount that the client sent.",
                "function": "charge",
                "provider": "stripe",
                "trace": [
                    {"path": "shop/views.py", "line": 5, "column": 14, "message": "the client sends this value"},
                    {"path": "shop/views.py", "line": 7, "column": 16, "message": "it is passed to `charge`"},
                    {"path": "shop/billing.py", "line": 3, "column": 9, "message": "it becomes the amount"},
                ],
                "fixable": True,
                "fix": None,
                "fingerprint": "fedcba9876543210fedcba9876543210",
            }
        ],
        "errors": [{"path": "bad.py", "line": 3, "column": 9, "reason": "invalid syntax"}],
        "stats": {"files_seen": 14, "files_parsed": 5, "seconds": 0.215},
    }
    assert json.loads(text) == expected
    assert text == json.dumps(expected, indent=2) + "\n"  # the order of the keys too


def test_nothing_found(make_result: Callable[..., Result]) -> None:
    report = json.loads(render(make_result()))
    assert (report["findings"], report["errors"]) == ([], [])


def test_it_is_ascii_and_strict_json_for_any_text(
    make_result: Callable[..., Result], make_finding: Callable[..., Finding]
) -> None:
    text = render(make_result(make_finding(path="\udc80.py", message="preço \x1b[0m 😀")))
    assert text.isascii()
    finding = json.loads(text)["findings"][0]
    assert (finding["path"], finding["message"]) == ("\ufffd.py", "preço \x1b[0m 😀")
