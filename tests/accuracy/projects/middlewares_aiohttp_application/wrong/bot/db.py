import os

import asyncpg


async def mark_paid(reference):
    connection = await asyncpg.connect(os.environ["DATABASE_URL"])
    await connection.execute("UPDATE orders SET status = 'paid' WHERE reference = $1", reference)
    await connection.close()
