from decimal import Decimal

from flask import Blueprint, jsonify, session

from cafe.adapters.razorpay_orders import open_order
from cafe.models import MenuItem, Order, db

payments = Blueprint("payments", __name__)


@payments.post("/pay")
def pay():
    items = MenuItem.query.filter(MenuItem.id.in_(session["basket"])).all()
    subtotal = sum(item.price for item in items)
    order = Order(subtotal=subtotal, total=subtotal * Decimal("1.05"))
    db.session.add(order)
    db.session.commit()
    order.razorpay_id = open_order(order)["id"]
    db.session.commit()
    return jsonify(total=float(order.subtotal))
