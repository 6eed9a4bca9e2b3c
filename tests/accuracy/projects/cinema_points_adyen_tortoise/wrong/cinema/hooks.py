import os

from Adyen.util import is_valid_hmac_notification
from fastapi import APIRouter, HTTPException, Request

from cinema.loyalty import reward

router = APIRouter()


@router.post("/adyen/notifications")
async def adyen_notifications(request: Request):  # ekz: EKZ301
    body = await request.json()
    for item in body["notificationItems"]:
        notification = item["NotificationRequestItem"]
        if not is_valid_hmac_notification(notification, os.environ["ADYEN_HMAC_KEY"]):
            raise HTTPException(401)
        if notification["eventCode"] == "AUTHORISATION":
            await reward(notification["pspReference"], notification["merchantReference"])
    return "[accepted]"
