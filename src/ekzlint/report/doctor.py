"""The report of an examination: for people, or as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from ekzlint.doctor.records import Remark


def render_text(remarks: Sequence[Remark], providers: Sequence[str], words: Mapping[str, str]) -> str:
    """One line a remark and a summary; `providers` are the names of those in use."""
    lines = [_line(remark, words) for remark in remarks]
    counts: Counter[str] = Counter(remark.grade for remark in remarks)
    if counts["error"] or counts["warning"]:
        lines += ["", words["summary"].format(error=counts["error"], warning=counts["warning"])]
    elif providers:
        lines.append(words["nothing"].format(providers=", ".join(providers)))
    else:
        lines.append(words["no_provider"])
    return "\n".join(lines) + "\n"


def render_json(remarks: Sequence[Remark], providers: Sequence[str], words: Mapping[str, str]) -> str:
    """An object with the providers in use and the remarks, each with its sentence."""
    rows = [
        {
            "grade": remark.grade,
            "provider": remark.provider,
            "subject": remark.subject,
            "reason": remark.reason,
            "path": remark.path,
            "line": remark.line,
            "message": _sentence(remark, words),
        }
        for remark in remarks
    ]
    return msgspec.json.format(msgspec.json.encode({"providers": providers, "remarks": rows}), indent=2).decode() + "\n"


def _line(remark: Remark, words: Mapping[str, str]) -> str:
    place = f"{remark.path}:{remark.line}: " if remark.line else ""
    return f"{place}{words[remark.grade]}: {_sentence(remark, words)}"


def _sentence(remark: Remark, words: Mapping[str, str]) -> str:
    return f"{remark.subject} {words[remark.reason].format(detail=remark.detail)}"
