"""The report of the contract battery: for people, or as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from ekzlint.battery.records import Outcome

_SIGNS = {"held": "+", "broken": "!", "skipped": "-"}


def render_text(outcomes: Sequence[Outcome], words: Mapping[str, str], *, blind: bool) -> str:
    """One line a case, the request to replay under each broken one, and a summary; `blind` where no state was read."""
    lines: list[str] = []
    for outcome in outcomes:
        why = words[outcome.reason].format(detail=outcome.detail)
        sign = _SIGNS[outcome.verdict]
        lines.append(f"{sign} {words[outcome.verdict]:8} {words['case_' + outcome.case]}: {why}")
        if outcome.verdict == "broken":
            lines.append(f"    {words['replay']}: {outcome.replay}")
    counts: Counter[str] = Counter(outcome.verdict for outcome in outcomes)
    lines += ["", words["summary"].format(**{name: counts[name] for name in _SIGNS})]
    if blind:
        lines.append(words["blind"])
    return "\n".join(lines) + "\n"


def render_json(outcomes: Sequence[Outcome], words: Mapping[str, str]) -> str:
    """An object with `cases`, each with its verdict, the sentence and the request to replay."""
    rows = [
        {
            "case": outcome.case,
            "verdict": outcome.verdict,
            "message": words[outcome.reason].format(detail=outcome.detail),
            "replay": outcome.replay,
        }
        for outcome in outcomes
    ]
    return msgspec.json.format(msgspec.json.encode({"cases": rows}), indent=2).decode() + "\n"
