from flask import Blueprint, abort, request

from .adapter import parse
from .allowed import is_safaricom
from .ledger import settle

bp = Blueprint("mpesa", __name__, url_prefix="/mpesa")


@bp.post("/callback")
def mpesa_callback():
    if not is_safaricom(request.remote_addr):
        abort(403)
    checkout_id, paid = parse(request.get_json())
    if paid:
        settle(checkout_id)
    return {"ResultCode": 0, "ResultDesc": "Accepted"}
