"""`ekzlint explain`: tell what a rule is about, with an example of the mistake and one of how it goes right."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from ekzlint.knowledge.schema import Rule

_HEADINGS: Final = {
    "en": {"why": "Why it matters", "remedy": "What to do", "bad": "Wrong", "good": "Right"},
    "pt": {"why": "Porque importa", "remedy": "O que fazer", "bad": "Errado", "good": "Certo"},
}


@click.command("explain")
@click.argument("code")
@click.option("--lang", type=click.Choice(["en", "pt"]), help="Language of the text.  [default: en]")
def command(code: str, lang: str | None) -> None:
    """Explain the rule CODE, which may also be given by its name."""
    from ekzlint.cli.output import write
    from ekzlint.config import ConfigError, load_config
    from ekzlint.knowledge.load import KnowledgeError, load_rules, rule_folder

    try:
        rules, lang = load_rules(), lang or load_config().lang
    except (ConfigError, KnowledgeError) as error:
        raise click.ClickException(str(error)) from None
    rule = _find(code, rules)
    write(_explain(rule, rule_folder(rule.code), lang))


def _find(wanted: str, rules: Mapping[str, Rule]) -> Rule:
    from ekzlint.config import nearest

    by_name = {rule.name: rule for rule in rules.values()}
    rule = rules.get(wanted.upper()) or by_name.get(wanted.lower())
    if rule is None:
        hint = nearest(wanted.upper(), sorted(rules)) or nearest(wanted.lower(), sorted(by_name))
        raise click.UsageError(f"there is no rule {wanted!r}{hint}")
    return rule


def _explain(rule: Rule, folder: Path, lang: str) -> str:
    text = rule.pt if lang == "pt" else rule.en
    headings = _HEADINGS[lang]
    facts = ", ".join([rule.severity, *(f"CWE-{number}" for number in rule.cwe)])
    sections = [f"{rule.code} {rule.name} ({facts})", text.title]
    sections += [f"{headings['why']}\n{_indented(text.why)}", f"{headings['remedy']}\n{_indented(text.remedy)}"]
    for kind in ("bad", "good"):
        example = next(iter(sorted(folder.glob(f"{kind}_*.py"))), None)
        if example:
            sections.append(f"{headings[kind]} ({example.name})\n{_indented(example.read_text(encoding='utf-8'))}")
    return "\n\n".join(sections) + "\n"


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" if line.strip() else "" for line in text.strip().splitlines())
