"""What people type to a bot: a sum that they choose is a top-up more often than not."""

from __future__ import annotations

from pathlib import Path

from ekzlint.config import Config
from ekzlint.engine import check

_BOT = """\
import stripe
from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

router = Router()


@router.message(TopUp.amount)
async def take_amount(message: Message, state: FSMContext):
    await state.update_data(amount=int(message.text))
    await message.answer("How do you want to pay?")


@router.message(TopUp.method)
async def take_method(message: Message, state: FSMContext):
    data = await state.get_data()
    link = stripe.PaymentLink.create(line_items=[{"price_data": {"unit_amount": data["amount"]}, "quantity": 1}])
    await message.answer(link.url)
"""


def test_a_sum_that_was_typed_earlier_is_told_of_on_request_only(tmp_path: Path):
    (tmp_path / "bot.py").write_text(_BOT, encoding="utf-8")
    found = check([tmp_path], Config(select=("EKZ101",), min_confidence="low")).findings
    assert [(row.line, row.confidence) for row in found] == [(18, "low")]
