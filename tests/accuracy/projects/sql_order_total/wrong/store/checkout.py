import uuid

from flask import Blueprint, redirect, request

from store.database import connection
from store.gateways import paystack

checkout = Blueprint("checkout", __name__)


@checkout.post("/orders")
def place():
    order = request.get_json()
    reference = uuid.uuid4().hex
    db = connection()
    db.execute(  # ekz: EKZ101
        "INSERT INTO orders (reference, email, product_id, total_kobo) VALUES (:reference, :email, :product, :total)",
        {
            "reference": reference,
            "email": order["email"],
            "product": order["product_id"],
            "total": order["total"],
        },
    )
    db.commit()
    return {"pay": f"/orders/{reference}/pay"}


@checkout.get("/orders/<reference>/pay")
def pay(reference):
    row = connection().execute("SELECT * FROM orders WHERE reference = ?", (reference,)).fetchone()
    begun = paystack.start(row["email"], row["total_kobo"], reference)
    return redirect(begun["authorization_url"])
