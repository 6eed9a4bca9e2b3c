from tortoise.exceptions import IntegrityError
from tortoise.expressions import F

from cinema.models import Guest, Reward, Seat


async def reward(psp_reference, reference):
    seat = await Seat.get_or_none(reference=reference)
    if seat is None:
        return
    try:
        await Reward.create(psp_reference=psp_reference)
    except IntegrityError:
        return
    await Guest.filter(id=seat.guest_id).update(points=F("points") + 10)
