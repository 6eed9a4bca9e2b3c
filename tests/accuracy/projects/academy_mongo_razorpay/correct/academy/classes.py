from datetime import datetime, timezone

from academy.mongo import db


async def enrol(payment_id, order_id):
    changed = await db.orders.update_one(
        {"order_id": order_id, "paid": False}, {"$set": {"payment_id": payment_id, "paid": True}}
    )
    if changed.modified_count == 0:
        return
    order = await db.orders.find_one({"order_id": order_id})
    await db.enrollments.insert_one(
        {"student": order["student"], "course": order["course"], "since": datetime.now(timezone.utc)}
    )
    await db.courses.update_one({"_id": order["course"]}, {"$inc": {"students": 1}})
