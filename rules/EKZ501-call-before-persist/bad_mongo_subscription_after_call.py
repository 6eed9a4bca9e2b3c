"""The subscription goes into its collection when the order at the provider is there already."""

import razorpay
from flask import Blueprint, current_app, jsonify, request

from college.database import get_db

bp = Blueprint("membership", __name__)


@bp.post("/subscribe")
def subscribe():  # ekz: EKZ501
    plan = get_db().plans.find_one({"code": request.get_json()["plan"]})
    client = razorpay.Client(auth=(current_app.config["RAZORPAY_KEY_ID"], current_app.config["RAZORPAY_KEY_SECRET"]))
    order = client.order.create({"amount": plan["price"] * 100, "currency": "INR", "receipt": f"sub-{plan['code']}"})
    get_db().subscriptions.insert_one({"plan": plan["code"], "order": order["id"], "status": "pending"})
    return jsonify(order=order["id"])
