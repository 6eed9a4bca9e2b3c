"""The page says what each thing costs when it is put in the cart, and the cart is what is charged."""

import stripe
from flask import Flask, redirect, request, session

app = Flask(__name__)


@app.post("/cart")
def add_to_cart():
    cart = session.get("cart", [])
    cart.append({"name": request.form["name"], "price": int(request.form["price"]), "quantity": 1})
    session["cart"] = cart
    return redirect("/cart")


@app.post("/checkout")
def checkout():
    lines = [
        {
            "price_data": {"currency": "eur", "unit_amount": line["price"], "product_data": {"name": line["name"]}},
            "quantity": line["quantity"],
        }
        for line in session["cart"]
    ]
    page = stripe.checkout.Session.create(mode="payment", line_items=lines, success_url="/thanks")  # ekz: EKZ101
    return redirect(page.url)
