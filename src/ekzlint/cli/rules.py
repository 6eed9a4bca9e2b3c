"""`ekzlint rules`: list what ekzlint looks for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ekzlint.knowledge.schema import Rule


@click.command("rules")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How to list.")
@click.option("--lang", type=click.Choice(["en", "pt"]), help="Language of the titles.  [default: en]")
def command(format_: str, lang: str | None) -> None:
    """List the rules with their codes, names and severities."""
    from ekzlint.cli.output import write
    from ekzlint.config import ConfigError, load_config
    from ekzlint.knowledge.load import KnowledgeError, load_rules

    try:
        rules, lang = load_rules(), lang or load_config().lang
    except (ConfigError, KnowledgeError) as error:
        raise click.ClickException(str(error)) from None
    ordered = [rules[code] for code in sorted(rules)]
    write(_as_json(ordered, lang) if format_ == "json" else _as_text(ordered, lang))


def _as_json(rules: Iterable[Rule], lang: str) -> str:
    rows = [
        {
            "code": rule.code,
            "name": rule.name,
            "severity": rule.severity,
            "confidence": rule.confidence,
            "cwe": list(rule.cwe),
            "title": _title(rule, lang),
        }
        for rule in rules
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"


def _as_text(rules: Iterable[Rule], lang: str) -> str:
    rows = [(rule.code, rule.name, rule.severity, _title(rule, lang)) for rule in rules]
    width = max((len(name) for _, name, _, _ in rows), default=0)
    return "".join(f"{code}  {name:<{width}}  {severity:<7}  {title}\n" for code, name, severity, title in rows)


def _title(rule: Rule, lang: str) -> str:
    return rule.pt.title if lang == "pt" else rule.en.title
