import stripe
from flask import Blueprint, render_template, request, session

from .models import Order

bp = Blueprint("orders", __name__)
stripe.max_network_retries = 2


@bp.get("/checkout/success")
def success():
    order = Order.query.get_or_404(session["order_id"])
    session.pop("cart", None)
    return render_template("thanks.html", order=order, reference=request.args.get("ref"))
