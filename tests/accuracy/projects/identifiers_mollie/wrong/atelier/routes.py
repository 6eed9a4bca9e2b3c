from flask import Blueprint, redirect, url_for

from .gateways.mollie import MollieGateway
from .models import Commission

bp = Blueprint("atelier", __name__)


@bp.post("/commissions/<int:commission_id>/pay")
def pay(commission_id):
    commission = Commission.query.get_or_404(commission_id)
    back = url_for("atelier.show", commission_id=commission.id, _external=True)
    payment = MollieGateway().create(f"{commission.price:.2f}", "A commission", back)
    return redirect(payment["_links"]["checkout"]["href"])
