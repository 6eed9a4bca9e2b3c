from flask import Blueprint, redirect, url_for

from .gateways.mollie import MollieGateway
from .models import Commission, db

bp = Blueprint("atelier", __name__)


@bp.post("/commissions/<int:commission_id>/pay")
def pay(commission_id):
    commission = Commission.query.get_or_404(commission_id)
    back = url_for("atelier.show", commission_id=commission.id, _external=True)
    payment = MollieGateway().create(f"{commission.price:.2f}", "A commission", back)
    commission.mollie_id = payment["id"]
    db.session.commit()
    return redirect(payment["_links"]["checkout"]["href"])
