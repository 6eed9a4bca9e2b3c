from flask import Blueprint, jsonify

from .adapters.daraja import DarajaClient
from .models import Fare, db

bp = Blueprint("fares", __name__)


@bp.post("/fares/<int:fare_id>/pay")
def pay(fare_id):
    fare = Fare.query.get_or_404(fare_id)
    fare.checkout_id = DarajaClient().push(fare.amount, fare.phone, f"FARE{fare.id}")
    db.session.commit()
    return jsonify(checkout=fare.checkout_id)
