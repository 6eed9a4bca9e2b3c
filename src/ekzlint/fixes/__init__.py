"""The fixes, one module a rule: each makes the plan of a finding's repair, or says why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

FIXES: Final[Mapping[str, str]] = {
    "EKZ101": "ekzlint.fixes.ekz101_own_price",
    "EKZ102": "ekzlint.fixes.ekz102_decimal",
    "EKZ201": "ekzlint.fixes.ekz201_verify",
    "EKZ202": "ekzlint.fixes.ekz202_close",
    "EKZ203": "ekzlint.fixes.ekz203_compare_digest",
    "EKZ301": "ekzlint.fixes.ekz301_register",
    "EKZ302": "ekzlint.fixes.ekz302_register_first",
    "EKZ303": "ekzlint.fixes.ekz303_durable",
    "EKZ401": "ekzlint.fixes.ekz401_normalise",
    "EKZ402": "ekzlint.fixes.ekz402_one_type",
    "EKZ403": "ekzlint.fixes.ekz403_named",
    "EKZ801": "ekzlint.fixes.ekz801_environment",
    "EKZ803": "ekzlint.fixes.ekz803_tls_on",
    "EKZ804": "ekzlint.fixes.ekz804_timeout",
}
"""The code of each rule that has a fix, with the module whose `plan` makes it; loaded when there is such a finding."""
