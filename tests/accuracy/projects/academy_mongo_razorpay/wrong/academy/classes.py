from datetime import datetime, timezone

from academy.mongo import db


async def enrol(payment_id, order_id):
    order = await db.orders.find_one({"order_id": order_id})
    if order is None:
        return
    await db.orders.update_one({"order_id": order_id}, {"$set": {"payment_id": payment_id, "paid": True}})
    await db.enrollments.insert_one(
        {"student": order["student"], "course": order["course"], "since": datetime.now(timezone.utc)}
    )
    await db.courses.update_one({"_id": order["course"]}, {"$inc": {"students": 1}})
