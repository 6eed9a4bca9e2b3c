"""Whoever opens the page is a premium user."""

import stripe
from extensions import db
from flask import Blueprint, flash, redirect, url_for
from flask_login import current_user, login_required

billing = Blueprint("billing", __name__)


@billing.post("/checkout")
@login_required
def checkout():
    session = stripe.checkout.Session.create(
        mode="subscription",
        line_items=[{"price": "price_premium", "quantity": 1}],
        success_url=url_for("billing.success", _external=True),
    )
    return redirect(session.url, code=303)


@billing.get("/success")
@login_required
def success():  # ekz: EKZ507
    current_user.is_premium = True
    db.session.commit()
    flash("Welcome to premium")
    return redirect(url_for("dashboard"))
