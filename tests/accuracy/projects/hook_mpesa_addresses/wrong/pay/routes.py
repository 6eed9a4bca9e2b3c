from flask import Blueprint, current_app, request

from .adapter import parse
from .ledger import settle

bp = Blueprint("mpesa", __name__, url_prefix="/mpesa")


@bp.post("/callback")
def mpesa_callback():  # ekz: EKZ201
    current_app.logger.info("called from %s", request.remote_addr)
    checkout_id, paid = parse(request.get_json())
    if paid:
        settle(checkout_id)
    return {"ResultCode": 0, "ResultDesc": "Accepted"}
