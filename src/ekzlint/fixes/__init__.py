"""The fixes, one module a rule: each makes the plan of a finding's repair, or says why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

FIXES: Final[Mapping[str, str]] = {
    "EKZ102": "ekzlint.fixes.ekz102_decimal",
    "EKZ203": "ekzlint.fixes.ekz203_compare_digest",
    "EKZ402": "ekzlint.fixes.ekz402_one_type",
    "EKZ801": "ekzlint.fixes.ekz801_environment",
    "EKZ803": "ekzlint.fixes.ekz803_tls_on",
    "EKZ804": "ekzlint.fixes.ekz804_timeout",
}
"""The code of each rule that has a fix, with the module whose `plan` makes it; loaded when there is such a finding."""
