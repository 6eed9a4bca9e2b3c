import asyncpg


async def connect(app):
    app["db"] = await asyncpg.create_pool("postgresql://localhost/gym")


async def mark_paid(pool, reference):
    await pool.execute("UPDATE passes SET status = 'paid' WHERE reference = $1 AND status = 'pending'", reference)


async def mark_failed(pool, reference, reason):
    await pool.execute("INSERT INTO failed_events (reference, reason) VALUES ($1, $2)", reference, reason)
