"""Functions that a provider's library calls with a message that it has verified."""

from __future__ import annotations

from pathlib import Path

import pytest

from ekzlint.config import Config
from ekzlint.engine import check

_CLIENT = """
from aiocryptopay import AioCryptoPay

crypto = AioCryptoPay(token=TOKEN)
"""
_DECORATED = """
@crypto.pay_handler()
async def paid(update, app):
    user = await User.objects.aget(id=update.payload.payload)
    user.balance += user.share
    await user.asave()
"""
_REGISTERED = """
class Service:
    def __init__(self):
        self.client = AioCryptoPay(token=TOKEN)
        self.client.register_pay_handler(self.paid)

    async def paid(self, update, app):
        user = await User.objects.aget(id=update.payload.payload)
        user.balance += user.share
        await user.asave()
"""
_GUARDED = """
@crypto.pay_handler()
async def paid(update, app):
    invoice = await Invoice.objects.aget(number=update.payload.invoice_id)
    if invoice.status == "paid":
        return
    invoice.status = "paid"
    await invoice.asave()
    user = await User.objects.aget(id=invoice.user_id)
    user.balance += user.share
    await user.asave()
"""


def _codes(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "bot.py"
    path.write_text(text, encoding="utf-8")
    result = check([path], Config(select=("EKZ2", "EKZ301")))
    assert not result.errors
    return [finding.code for finding in result.findings]


@pytest.mark.parametrize("handler", [_CLIENT + _DECORATED, _CLIENT + _REGISTERED])
def test_a_handler_of_the_library_is_a_webhook_with_a_proven_message(tmp_path: Path, handler: str) -> None:
    assert _codes(tmp_path, handler) == ["EKZ301"]


def test_its_guard_counts(tmp_path: Path) -> None:
    assert _codes(tmp_path, _CLIENT + _GUARDED) == []


def test_a_function_of_that_name_that_nobody_gives_to_the_library_is_none(tmp_path: Path) -> None:
    assert _codes(tmp_path, _CLIENT + _DECORATED.replace("@crypto.pay_handler()\n", "")) == []


def test_without_the_library_the_decorator_tells_nothing(tmp_path: Path) -> None:
    text = (_CLIENT + _DECORATED).replace("aiocryptopay", "shop").replace("AioCryptoPay", "Wallet")
    assert _codes(tmp_path, text) == []
