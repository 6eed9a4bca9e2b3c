"""Verification as it is written around the handler: helpers, dependencies, permissions, decorators and base classes."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

import pytest

Codes = Callable[..., list[str]]

FASTAPI = """\
import asyncio
import base64
import hashlib
import hmac
import json
import os
import secrets

import httpx
import jwt
import stripe
from fastapi import APIRouter, Depends, Header, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from sqlalchemy.orm import Session
from typing import Annotated

from shop.config import settings
from shop.models import Order

router = APIRouter()
SECRET = os.environ["PAYSTACK_SECRET_KEY"]


def pay(payload, db):
    order = db.query(Order).filter(Order.reference == payload["data"]["reference"]).one()
    order.status = "paid"
    db.commit()


def digest(body):
    return hmac.new(SECRET.encode(), body, hashlib.sha512).hexdigest()


"""

DJANGO = """\
import functools
import hashlib
import hmac
import json

from aiohttp import web
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from flask import Flask, abort, request as flask_request
from rest_framework import authentication, exceptions, permissions
from rest_framework.decorators import api_view, permission_classes
from rest_framework.response import Response
from rest_framework.views import APIView

from shop.models import Order


def pay(payload):
    Order.objects.filter(reference=payload["data"]["reference"]).update(status="paid")


def is_signed(request):
    expected = hmac.new(settings.PAYSTACK_SECRET_KEY.encode(), request.body, hashlib.sha512).hexdigest()
    return hmac.compare_digest(expected, request.headers.get("x-paystack-signature", ""))


"""

AROUND = {
    "permission of a function": """
        class Signed(permissions.BasePermission):
            def has_permission(self, request, view):
                return is_signed(request)

        @api_view(["POST"])
        @permission_classes([Signed])
        def paystack_webhook(request):
            pay(request.data)
            return Response()
    """,
    "permission of a class": """
        class Signed(permissions.BasePermission):
            def has_permission(self, request, view):
                return is_signed(request)

        class PaystackWebhook(APIView):
            permission_classes = [Signed]

            def post(self, request):
                pay(request.data)
                return Response()
    """,
    "authentication that raises": """
        class Signed(authentication.BaseAuthentication):
            def authenticate(self, request):
                if not is_signed(request):
                    raise exceptions.AuthenticationFailed("signature")
                return (None, None)

        class PaystackWebhook(APIView):
            authentication_classes = [Signed]

            def post(self, request):
                pay(request.data)
                return Response()
    """,
    "decorator": """
        def signed(view):
            @functools.wraps(view)
            def wrapper(request, *args, **kwargs):
                if not is_signed(request):
                    return JsonResponse({"error": "signature"}, status=401)
                return view(request, *args, **kwargs)
            return wrapper

        @csrf_exempt
        @signed
        def paystack_webhook(request):
            pay(json.loads(request.body))
            return HttpResponse()
    """,
    "decorator with arguments, on a class": """
        def signed(header):
            def decorate(view):
                @functools.wraps(view)
                def wrapper(request, *args, **kwargs):
                    if header not in request.headers or not is_signed(request):
                        raise PermissionDenied
                    return view(request, *args, **kwargs)
                return wrapper
            return decorate

        @method_decorator([csrf_exempt, signed("x-paystack-signature")], name="dispatch")
        class PaystackWebhook(View):
            def post(self, request):
                pay(json.loads(request.body))
                return HttpResponse()
    """,
    "base class that asks its children": """
        class Webhook(View):
            def post(self, request):
                if not self.genuine(request):
                    return HttpResponse(status=401)
                return self.handle(json.loads(request.body))

            def genuine(self, request):
                raise NotImplementedError

        @method_decorator(csrf_exempt, name="dispatch")
        class PaystackWebhook(Webhook):
            def genuine(self, request):
                return is_signed(request)

            def handle(self, payload):
                pay(payload)
                return HttpResponse()
    """,
    "Flask, by the caller's address": """
        app = Flask(__name__)
        SAFARICOM = ("196.201.214.200", "196.201.214.206")

        @app.post("/mpesa/callback")
        def mpesa_callback():
            if flask_request.remote_addr not in SAFARICOM:
                abort(403)
            pay(flask_request.get_json())
            return {}
    """,
    "Django, by the caller's address": """
        def client_ip(request):
            forwarded = request.META.get("HTTP_X_FORWARDED_FOR")
            return forwarded.split(",")[0] if forwarded else request.META.get("REMOTE_ADDR")

        @csrf_exempt
        def mpesa_callback(request):
            if client_ip(request) not in settings.SAFARICOM_IPS:
                return HttpResponse(status=403)
            pay(json.loads(request.body))
            return HttpResponse()
    """,
    "aiohttp, in a middleware": """
        @web.middleware
        async def signed(request, handler):
            expected = hmac.new(b"key", await request.read(), hashlib.sha512).hexdigest()
            if not hmac.compare_digest(expected, request.headers.get("x-paystack-signature", "")):
                raise web.HTTPUnauthorized()
            return await handler(request)

        async def paystack_webhook(request: web.Request):
            pay(await request.json())
            return web.Response()

        app = web.Application(middlewares=[signed])
        app.router.add_post("/paystack/webhook", paystack_webhook)
    """,
}

LOOKS_SO = {
    "permission that lets everybody in": """
        class VerifySignature(permissions.BasePermission):
            def has_permission(self, request, view):
                return True

        class PaystackWebhook(APIView):
            permission_classes = [VerifySignature]

            def post(self, request):
                pay(request.data)
                return Response()
    """,
    "decorator that warns": """
        def signed(view):
            @functools.wraps(view)
            def wrapper(request, *args, **kwargs):
                if not is_signed(request):
                    print("not signed")
                return view(request, *args, **kwargs)
            return wrapper

        @csrf_exempt
        @signed
        def paystack_webhook(request):
            pay(json.loads(request.body))
            return HttpResponse()
    """,
    "base class whose child says yes": """
        class Webhook(View):
            def post(self, request):
                if not self.verify_signature(request):
                    return HttpResponse(status=401)
                return self.handle(json.loads(request.body))

            def verify_signature(self, request):
                return is_signed(request)

        @method_decorator(csrf_exempt, name="dispatch")
        class PaystackWebhook(Webhook):
            def verify_signature(self, request):
                return True

            def handle(self, payload):
                pay(payload)
                return HttpResponse()
    """,
}

VERIFIED = {
    "dependency that raises": """
        async def signed(request: Request, x_paystack_signature: str = Header(None)):
            if not x_paystack_signature or not hmac.compare_digest(digest(await request.body()), x_paystack_signature):
                raise HTTPException(401)

        @router.post("/paystack/webhook", dependencies=[Depends(signed)])
        async def paystack_webhook(request: Request, db: Session = Depends(get_db)):
            pay(await request.json(), db)
    """,
    "dependency that gives the event, annotated": """
        async def event_of(request: Request, signature: Annotated[str, Header(alias="x-paystack-signature")]):
            body = await request.body()
            if not secrets.compare_digest(digest(body), signature):
                raise HTTPException(401)
            return json.loads(body)

        Event = Annotated[dict, Depends(event_of)]

        @router.post("/paystack/webhook")
        async def paystack_webhook(event: Event, db: Session = Depends(get_db)):
            pay(event, db)
    """,
    "class as a dependency": """
        class Signed:
            async def __call__(self, request: Request, x_paystack_signature: str = Header("")):
                if not hmac.compare_digest(digest(await request.body()), x_paystack_signature):
                    raise HTTPException(401)

        @router.post("/paystack/webhook", dependencies=[Depends(Signed())])
        async def paystack_webhook(request: Request, db: Session = Depends(get_db)):
            pay(await request.json(), db)
    """,
    "verdict in a dict": """
        def verify(body, signature):
            if not hmac.compare_digest(digest(body), signature):
                return {"valid": False, "error": "signature"}
            return {"valid": True, "event": json.loads(body)}

        @router.post("/paystack/webhook")
        async def paystack_webhook(request: Request, db: Session = Depends(get_db)):
            verdict = verify(await request.body(), request.headers.get("x-paystack-signature", ""))
            if not verdict["valid"]:
                raise HTTPException(401, verdict["error"])
            pay(verdict["event"], db)
    """,
    "verdict in a dict, asked by get": """
        def verify(body, signature):
            ok = hmac.compare_digest(digest(body), signature)
            return {"success": ok, "payload": json.loads(body)}

        @router.post("/paystack/webhook")
        async def paystack_webhook(request: Request, db: Session = Depends(get_db)):
            verdict = verify(await request.body(), request.headers.get("x-paystack-signature", ""))
            if verdict.get("success") is not True:
                return {"status": "ignored"}
            pay(verdict["payload"], db)
    """,
    "verdict in a pair": """
        def verify(body, signature):
            if not signature:
                return False, "no signature"
            if not hmac.compare_digest(digest(body), signature):
                return False, "wrong signature"
            return True, None

        @router.post("/paystack/webhook")
        async def paystack_webhook(request: Request, db: Session = Depends(get_db)):
            ok, error = verify(await request.body(), request.headers.get("x-paystack-signature"))
            if not ok:
                raise HTTPException(401, error)
            pay(await request.json(), db)
    """,
    "event or None": """
        def parse(body, signature):
            try:
                return stripe.Webhook.construct_event(body, signature, settings.STRIPE_WEBHOOK_SECRET)
            except (ValueError, stripe.error.SignatureVerificationError):
                return None

        @router.post("/stripe/webhook")
        async def stripe_webhook(request: Request, db: Session = Depends(get_db)):
            event = parse(await request.body(), request.headers.get("stripe-signature"))
            if event is None:
                raise HTTPException(400)
            pay(event, db)
    """,
    "in a thread": """
        @router.post("/stripe/webhook")
        async def stripe_webhook(request: Request, db: Session = Depends(get_db)):
            body, signature = await request.body(), request.headers["stripe-signature"]
            try:
                event = await run_in_threadpool(stripe.Webhook.construct_event, body, signature, SECRET)
            except Exception:
                raise HTTPException(400)
            pay(event, db)
    """,
    "in another thread": """
        @router.post("/stripe/webhook")
        async def stripe_webhook(request: Request, db: Session = Depends(get_db)):
            body, signature = await request.body(), request.headers["stripe-signature"]
            event = await asyncio.to_thread(stripe.Webhook.construct_event, body, signature, SECRET)
            pay(event, db)
    """,
    "secret in the path": """
        @router.post("/mpesa/callback/{token}")
        async def mpesa_callback(token: str, request: Request, db: Session = Depends(get_db)):
            if not secrets.compare_digest(token, settings.MPESA_CALLBACK_TOKEN):
                raise HTTPException(404)
            pay(await request.json(), db)
    """,
    "addresses that are let in": """
        SAFARICOM = {"196.201.214.200", "196.201.214.206"}

        @router.post("/mpesa/callback")
        async def mpesa_callback(request: Request, db: Session = Depends(get_db)):
            if request.client.host not in SAFARICOM:
                raise HTTPException(403)
            pay(await request.json(), db)
    """,
    "addresses in networks": """
        import ipaddress

        NETWORKS = [ipaddress.ip_network(net) for net in ("196.201.212.0/22", "196.201.0.0/16")]

        def is_allowed(ip):
            try:
                address = ipaddress.ip_address(ip)
            except ValueError:
                return False
            return any(address in network for network in NETWORKS)

        @router.post("/mpesa/callback")
        async def mpesa_callback(request: Request, db: Session = Depends(get_db)):
            forwarded = request.headers.get("x-forwarded-for")
            if not is_allowed(forwarded.split(",")[0].strip() if forwarded else request.client.host):
                raise HTTPException(403)
            pay(await request.json(), db)
    """,
    "bearer token": """
        @router.post("/mpesa/callback")
        async def mpesa_callback(request: Request, db: Session = Depends(get_db)):
            if not secrets.compare_digest(request.headers.get("authorization", ""), f"Bearer {settings.HOOK_TOKEN}"):
                raise HTTPException(401)
            pay(await request.json(), db)
    """,
    "asked again by a helper": """
        async def fetch_payment(payment_id):
            async with httpx.AsyncClient() as client:
                reply = await client.get(f"https://api.mercadopago.com/v1/payments/{payment_id}")
            return reply.json() if reply.status_code == 200 else None

        @router.post("/mercadopago/webhook")
        async def mercadopago_webhook(request: Request, db: Session = Depends(get_db)):
            payment = await fetch_payment((await request.json())["data"]["id"])
            if payment and payment["status"] == "approved":
                pay(payment, db)
    """,
    "asked again, of a provider nobody knows": """
        def get_payment_status(reference):
            try:
                reply = httpx.get(f"https://api.paywave.example/v1/charges/{reference}")
                reply.raise_for_status()
                return reply.json()
            except httpx.HTTPError:
                return None

        @router.post("/paywave/webhook")
        async def paywave_webhook(request: Request, db: Session = Depends(get_db)):
            reference = (await request.json())["reference"]
            status = get_payment_status(reference)
            if not status or status["state"] != "settled":
                return {"ok": True}
            pay({"data": {"reference": reference}}, db)
    """,
    "PayPal is asked whether it signed": """
        async def genuine(headers, event):
            async with httpx.AsyncClient() as client:
                reply = await client.post(
                    f"{settings.PAYPAL_URL}/v1/notifications/verify-webhook-signature",
                    json={"transmission_id": headers.get("paypal-transmission-id"), "webhook_event": event},
                )
            return reply.json().get("verification_status") == "SUCCESS"

        @router.post("/paypal/webhook")
        async def paypal_webhook(request: Request, db: Session = Depends(get_db)):
            event = await request.json()
            if not await genuine(request.headers, event):
                raise HTTPException(400)
            pay(event, db)
    """,
    "two encodings of a digest": """
        @router.post("/ekwanza/callback")
        async def ekwanza_callback(request: Request, db: Session = Depends(get_db)):
            payload = await request.json()
            text = payload["code"] + payload["operationCode"] + settings.EKWANZA_MERCHANT_NUMBER
            raw = hmac.new(SECRET.encode(), text.encode(), hashlib.sha256).digest()
            given = request.headers.get("x-signature", "")
            if not any(hmac.compare_digest(given, each) for each in (raw.hex(), base64.b64encode(raw).decode())):
                raise HTTPException(401)
            pay(payload, db)
    """,
    "signed token": """
        @router.post("/paystack/webhook")
        async def paystack_webhook(request: Request, db: Session = Depends(get_db)):
            payload = jwt.decode((await request.body()).decode(), SECRET, algorithms=["HS256"])
            pay(payload, db)
    """,
    "library that is handed body and signature": """
        from some_gateway import Gateway

        @router.post("/stripe/webhook")
        async def stripe_webhook(request: Request, db: Session = Depends(get_db)):
            event = await Gateway(SECRET).handle_webhook(await request.body(), request.headers.get("stripe-signature"))
            pay(event, db)
    """,
    "Razorpay in a helper that says no": """
        import razorpay

        client = razorpay.Client(auth=(settings.KEY_ID, settings.KEY_SECRET))

        def genuine(data):
            try:
                client.utility.verify_payment_signature(data)
                return True
            except razorpay.errors.SignatureVerificationError:
                return False

        @router.post("/payments/verify")
        async def verify_payment(data: dict, db: Session = Depends(get_db)):
            names = ("razorpay_order_id", "razorpay_payment_id", "razorpay_signature")
            if not genuine({name: data[name] for name in names}):
                raise HTTPException(400)
            pay(data, db)
    """,
    "failure is written down where the signature is wrong": """
        import razorpay

        client = razorpay.Client(auth=(settings.KEY_ID, settings.KEY_SECRET))

        @router.post("/payments/verify")
        async def verify_payment(data: dict, db: Session = Depends(get_db)):
            order = db.query(Order).filter(Order.reference == data["razorpay_order_id"]).one()
            try:
                signed = {"payment": data["razorpay_payment_id"], "razorpay_signature": data["razorpay_signature"]}
                client.utility.verify_payment_signature(signed)
                order.status = "paid"
            except razorpay.errors.SignatureVerificationError:
                order.status = "failed"
            db.commit()
    """,
    "settings as a class": """
        from pydantic_settings import BaseSettings

        class Settings(BaseSettings):
            flutterwave_hash: str = ""
            old_hash: str = ""

        def get_settings():
            return Settings()

        def genuine(given):
            settings = get_settings()
            return hmac.compare_digest(given or "", settings.flutterwave_hash or settings.old_hash)

        @router.post("/flutterwave/webhook")
        async def flutterwave_webhook(request: Request, verif_hash: str = Header(None), db: Session = Depends(get_db)):
            if not genuine(verif_hash):
                raise HTTPException(401)
            pay(await request.json(), db)
    """,
}

FAILS_OPEN = {
    "without a secret": """
        def genuine(body, signature):
            if not settings.PAYSTACK_SECRET:
                print("no secret is set")
                return True
            return hmac.compare_digest(digest(body), signature)

        @router.post("/paystack/webhook")
        async def paystack_webhook(request: Request, db: Session = Depends(get_db)):
            if not genuine(await request.body(), request.headers.get("x-paystack-signature", "")):
                raise HTTPException(401)
            pay(await request.json(), db)
    """,
    "without a signature": """
        def genuine(body, signature):
            if not signature:
                return True
            return hmac.compare_digest(digest(body), signature)

        @router.post("/paystack/webhook")
        async def paystack_webhook(request: Request, db: Session = Depends(get_db)):
            if not genuine(await request.body(), request.headers.get("x-paystack-signature")):
                raise HTTPException(401)
            pay(await request.json(), db)
    """,
    "in debug mode": """
        @router.post("/paystack/webhook")
        async def paystack_webhook(request: Request, db: Session = Depends(get_db)):
            body = await request.body()
            if not settings.DEBUG:
                if not hmac.compare_digest(digest(body), request.headers.get("x-paystack-signature", "")):
                    raise HTTPException(401)
            pay(json.loads(body), db)
    """,
    "outside production": """
        @router.post("/stripe/webhook")
        async def stripe_webhook(request: Request, db: Session = Depends(get_db)):
            body = await request.body()
            if os.environ.get("ENV") == "production":
                event = stripe.Webhook.construct_event(body, request.headers["stripe-signature"], SECRET)
            else:
                event = json.loads(body)
            pay(event, db)
    """,
    "stub": """
        def verify_signature(body, signature):
            return True

        @router.post("/paystack/webhook")
        async def paystack_webhook(request: Request, db: Session = Depends(get_db)):
            if not verify_signature(await request.body(), request.headers.get("x-paystack-signature")):
                raise HTTPException(401)
            pay(await request.json(), db)
    """,
    "verdict that nobody asks for": """
        def genuine(body, signature):
            return hmac.compare_digest(digest(body), signature)

        @router.post("/paystack/webhook")
        async def paystack_webhook(request: Request, db: Session = Depends(get_db)):
            verified = genuine(await request.body(), request.headers.get("x-paystack-signature", ""))
            print("verified", verified)
            pay(await request.json(), db)
    """,
    "falls back to the body": """
        @router.post("/stripe/webhook")
        async def stripe_webhook(request: Request, db: Session = Depends(get_db)):
            body = await request.body()
            try:
                event = stripe.Webhook.construct_event(body, request.headers["stripe-signature"], SECRET)
            except stripe.error.SignatureVerificationError as error:
                print(error)
                event = json.loads(body)
            pay(event, db)
    """,
    "magic value": """
        @router.post("/paystack/webhook")
        async def paystack_webhook(request: Request, db: Session = Depends(get_db)):
            body = await request.body()
            if request.headers.get("x-test-mode") != "skip":
                if not hmac.compare_digest(digest(body), request.headers.get("x-paystack-signature", "")):
                    raise HTTPException(401)
            pay(json.loads(body), db)
    """,
    "token that is read and not checked": """
        @router.post("/paystack/webhook")
        async def paystack_webhook(request: Request, db: Session = Depends(get_db)):
            payload = jwt.decode(await request.body(), SECRET, options={"verify_signature": False})
            if not hmac.compare_digest(digest(await request.body()), request.headers.get("x-paystack-signature", "")):
                print("forged")
            pay(payload, db)
    """,
    "only if both are there": """
        @router.post("/paystack/webhook")
        async def paystack_webhook(request: Request, db: Session = Depends(get_db)):
            body, given = await request.body(), request.headers.get("x-paystack-signature")
            if given and SECRET and not hmac.compare_digest(digest(body), given):
                raise HTTPException(401)
            pay(json.loads(body), db)
    """,
}


NOTHING = {
    "switch that is off": """
        async def handle(request, db, check=False):
            body = await request.body()
            if check and not hmac.compare_digest(digest(body), request.headers.get("x-paystack-signature", "")):
                raise HTTPException(401)
            pay(json.loads(body), db)

        @router.post("/paystack/webhook")
        async def paystack_webhook(request: Request, db: Session = Depends(get_db)):
            await handle(request, db)
    """,
    "look at the fields only": """
        def validate_callback(payload):
            return "data" in payload and "reference" in payload["data"]

        @router.post("/mpesa/callback")
        async def mpesa_callback(request: Request, db: Session = Depends(get_db)):
            payload = await request.json()
            if not validate_callback(payload):
                return {"ResultCode": 1}
            pay(payload, db)
    """,
    "address that is only kept": """
        @router.post("/mpesa/callback")
        async def mpesa_callback(request: Request, db: Session = Depends(get_db)):
            print("called from", request.client.host)
            pay(await request.json(), db)
    """,
    "signature that is only read": """
        @router.post("/paystack/webhook")
        async def paystack_webhook(request: Request, db: Session = Depends(get_db)):
            signature = request.headers.get("x-paystack-signature")
            if not signature:
                raise HTTPException(401)
            pay(await request.json(), db)
    """,
    "token of our own is no answer of the provider": """
        @router.post("/mpesa/callback")
        async def mpesa_callback(request: Request, db: Session = Depends(get_db)):
            httpx.get("https://api.safaricom.co.ke/oauth/v1/generate?grant_type=client_credentials")
            pay(await request.json(), db)
    """,
}


@pytest.mark.parametrize("shape", NOTHING)
def test_nothing_is_verified(codes: Codes, shape: str):
    assert _found(codes, FASTAPI, NOTHING[shape]) == ["EKZ201"]


@pytest.mark.parametrize("shape", VERIFIED)
def test_verified(codes: Codes, shape: str):
    assert _found(codes, FASTAPI, VERIFIED[shape]) == []


@pytest.mark.parametrize("shape", AROUND)
def test_verified_around_the_handler(codes: Codes, shape: str):
    assert _found(codes, DJANGO, AROUND[shape]) == []


@pytest.mark.parametrize("shape", LOOKS_SO)
def test_looks_verified(codes: Codes, shape: str):
    assert _found(codes, DJANGO, LOOKS_SO[shape]) in (["EKZ201"], ["EKZ202"])


@pytest.mark.parametrize("shape", FAILS_OPEN)
def test_fails_open(codes: Codes, shape: str):
    assert _found(codes, FASTAPI, FAILS_OPEN[shape]) == ["EKZ202"]


def _found(codes: Codes, head: str, body: str) -> list[str]:
    return codes(("EKZ201", "EKZ202"), hooks=head + dedent(body))
