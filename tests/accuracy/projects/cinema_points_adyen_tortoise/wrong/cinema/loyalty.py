from tortoise.expressions import F

from cinema.models import Guest, Seat


async def reward(psp_reference, reference):
    seat = await Seat.get_or_none(reference=reference)
    if seat is None:
        return
    await Guest.filter(id=seat.guest_id).update(points=F("points") + 10)
