"""Tickets in the database."""

import aiosqlite


async def close(reference, outcome):
    """Set the state of an order; the same state twice is no harm."""
    async with aiosqlite.connect("tickets.db") as db:
        await db.execute("UPDATE orders SET state = ? WHERE reference = ?", (outcome.value, reference))
        await db.commit()
