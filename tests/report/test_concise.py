from __future__ import annotations

from collections.abc import Callable

from ekzlint.findings.model import FileError, Finding, Result
from ekzlint.report.concise import render


def test_one_line_each(
    make_result: Callable[..., Result], make_finding: Callable[..., Finding], amount_finding: Finding
) -> None:
    errors = (
        FileError(path="bad.py", line=3, column=9, reason="invalid syntax"),
        FileError(path="worse.py", line=0, column=0, reason="not UTF-8"),
    )
    finding = make_finding(path="a\nb.py", message="`x\x1b[0m` is odd.")
    assert render(make_result(amount_finding, finding, errors=errors)) == (
        "shop/billing.py:2:12: EKZ101 `stripe.PaymentIntent.create` charges an amount that the client sent.\n"
        "a\\nb.py:3:8: EKZ203 `x\\x1b[0m` is odd.\n"
        "bad.py:3:9: EKZ900 invalid syntax\n"
        "worse.py:1:1: EKZ900 not UTF-8\n"
    )
