"""Objects that carry a client's amount: models, serializers, forms, dataclasses and services."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent, indent

import pytest

Codes = Callable[..., list[str]]

FASTAPI = """\
import asyncio
import os
from dataclasses import asdict, dataclass
from decimal import Decimal
from functools import partial
from typing import Annotated, TypedDict

import attrs
import stripe
from fastapi import APIRouter, Body, Depends, Form, HTTPException, Query, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field, field_validator
from sqlalchemy import Column, Integer, Numeric, String
from sqlalchemy.orm import Session, declarative_base

router = APIRouter()
Base = declarative_base()


class Product(Base):
    __tablename__ = "products"
    id = Column(Integer, primary_key=True)
    price = Column(Integer)


class Payment(Base):
    __tablename__ = "payments"
    id = Column(Integer, primary_key=True)
    amount = Column(Integer)


class Item(BaseModel):
    product_id: int
    quantity: int
    price: int


class Pay(BaseModel):
    product_id: int
    amount: int = Field(gt=0)
    quantity: int = 1
    items: list[Item] = []

    @field_validator("amount")
    @classmethod
    def positive(cls, value):
        if value <= 0:
            raise ValueError("amount")
        return value


class PayMore(Pay):
    note: str = ""


class Wish(TypedDict):
    amount: int
    currency: str


@dataclass
class Order:
    amount: int
    currency: str = "eur"

    @property
    def cents(self):
        return self.amount * 100


@attrs.define
class Line:
    amount: int
    name: str = ""


def get_db():
    yield Session()


DbDep = Annotated[Session, Depends(get_db)]


def charge(amount):
    return stripe.PaymentIntent.create(amount=amount, currency="eur")


def charge_all(**fields):
    return stripe.PaymentIntent.create(**fields)


class Service:
    def __init__(self, currency="eur"):
        self.currency = currency
        self.pending = None

    def remember(self, amount):
        self.pending = amount
        return self

    def run(self):
        return charge(self.pending)

    def pay(self, amount):
        return stripe.PaymentIntent.create(amount=amount, currency=self.currency)


def get_service() -> Service:
    return Service()


"""

TAINTED = {
    "a field of the model": ("body: Pay", "charge(body.amount)"),
    "the model is called request": ("request: Pay", "charge(request.amount)"),
    "an inherited field": ("body: PayMore", "charge(body.amount)"),
    "an optional body": ("body: Pay | None = None", "charge(body.amount)"),
    "a dumped model": ("body: Pay", "data = body.model_dump()\ncharge(data['amount'])"),
    "a dumped model, get": ("body: Pay", "data = body.dict(exclude_unset=True)\ncharge(data.get('amount', 100))"),
    "dict() of a model": ("body: Pay", "charge(dict(body)['amount'])"),
    "a spread model": ("body: Pay", "stripe.PaymentIntent.create(currency='eur', **body.model_dump())"),
    "a copied model": ("body: Pay", "charge(body.model_copy().amount)"),
    "getattr": ("body: Pay", "charge(getattr(body, 'amount'))"),
    "a form field": ("amount: int = Form(...)", "charge(amount)"),
    "a query parameter": ("amount: int = Query(1000)", "charge(amount)"),
    "an embedded body field": ("amount: Annotated[int, Body(embed=True)]", "charge(amount)"),
    "a bare dict": ("payload: dict", "charge(payload['amount'])"),
    "a list of models": ("items: list[Item]", "charge(sum(item.price * item.quantity for item in items))"),
    "items in a loop": ("body: Pay", "total = 0\nfor item in body.items:\n    total += item.price\ncharge(total)"),
    "items in a comprehension": ("body: Pay", "charge(sum([item.price for item in body.items]))"),
    "the raw request": ("request: Request", "body = await request.json()\ncharge(body['amount'])"),
    "the raw form": ("request: Request", "form = await request.form()\ncharge(int(form['amount']))"),
    "a dataclass": ("body: Pay", "order = Order(body.amount)\ncharge(order.amount)"),
    "a property of a dataclass": ("body: Pay", "order = Order(amount=body.amount)\ncharge(order.cents)"),
    "a dataclass as a dict": ("body: Pay", "charge_all(**asdict(Order(body.amount)))"),
    "attrs": ("body: Pay", "line = Line(amount=body.amount)\ncharge(line.amount)"),
    "a typed dict": ("body: Pay", "wish: Wish = {'amount': body.amount, 'currency': 'eur'}\ncharge_all(**wish)"),
    "a typed dict, called": ("body: Pay", "wish = Wish(amount=body.amount, currency='eur')\ncharge(wish['amount'])"),
    "partial": ("body: Pay", "run = partial(charge, body.amount)\nrun()"),
    "partial of the library": (
        "body: Pay",
        "create = partial(stripe.PaymentIntent.create, currency='eur')\ncreate(amount=body.amount)",
    ),
    "a thread pool": ("body: Pay", "await run_in_threadpool(charge, body.amount)"),
    "a thread pool and the library": (
        "body: Pay",
        "await run_in_threadpool(stripe.PaymentIntent.create, amount=body.amount, currency='eur')",
    ),
    "asyncio.to_thread": ("body: Pay", "await asyncio.to_thread(charge, body.amount)"),
    "an executor": (
        "body: Pay",
        "loop = asyncio.get_event_loop()\nawait loop.run_in_executor(None, charge, body.amount)",
    ),
    "a lambda in a thread": ("body: Pay", "await asyncio.to_thread(lambda: charge(body.amount))"),
    "an injected service": ("body: Pay, service: Service = Depends(get_service)", "service.pay(body.amount)"),
    "an injected service by annotation": (
        "body: Pay, service: Annotated[Service, Depends()]",
        "service.pay(body.amount)",
    ),
    "an attribute of an instance": ("body: Pay", "Service().remember(body.amount).run()"),
    "a row": (
        "body: Pay, db: DbDep",
        "row = Payment(amount=body.amount)\ndb.add(row)\ndb.commit()\ncharge(row.amount)",
    ),
    "a row set later": (
        "body: Pay, db: DbDep",
        "row = Payment()\nrow.amount = body.amount\ndb.add(row)\ncharge(row.amount)",
    ),
    "a body that overwrites a price": (
        "payload: dict, db: DbDep",
        "product = db.get(Product, payload['product'])\ncharge_all(**{'amount': product.price, **payload})",
    ),
    "an updated dict": (
        "payload: dict, db: DbDep",
        "data = {'amount': db.get(Product, 1).price}\ndata.update(payload)\ncharge(data['amount'])",
    ),
    "another field is compared": (
        "body: Pay, db: DbDep",
        "product = db.get(Product, 1)\nif body.quantity != product.stock:\n    raise HTTPException(400)\n"
        "charge(body.amount)",
    ),
    "only a currency is compared": (
        "body: Pay",
        "if body.amount > 10_000_00:\n    raise HTTPException(400)\ncharge(round(body.amount))",
    ),
}

CLEAN = {
    "a session that is an alias": ("body: Pay, db: DbDep", "charge(db.get(Product, body.product_id).price)"),
    "a quantity times a price": (
        "body: Pay, db: DbDep",
        "charge(db.get(Product, body.product_id).price * body.quantity)",
    ),
    "an amount of pieces": ("body: Pay, db: DbDep", "charge(db.get(Product, body.product_id).price * body.amount)"),
    "priced items": (
        "body: Pay, db: DbDep",
        "total = 0\nfor item in body.items:\n    row = db.get(Product, item.product_id)\n"
        "    total += row.price * item.quantity\ncharge(total)",
    ),
    "priced items in a comprehension": (
        "body: Pay, db: DbDep",
        "charge(sum(db.get(Product, item.product_id).price * item.quantity for item in body.items))",
    ),
    "rows by the client's keys": (
        "body: Pay, db: DbDep",
        "ids = [item.product_id for item in body.items]\n"
        "rows = db.query(Product).filter(Product.id.in_(ids)).all()\ncharge(sum(row.price for row in rows))",
    ),
    "compared by another reading": (
        "body: Pay, db: DbDep",
        "if body.model_dump()['amount'] != db.get(Product, body.product_id).price:\n"
        "    raise HTTPException(400)\ncharge(body.amount)",
    ),
    "compared where there is something to compare": (
        "body: Pay, db: DbDep",
        "price = float(db.get(Product, body.product_id).price or 0)\n"
        "if price > 0 and abs(float(body.amount) - price) > 0.01:\n    raise HTTPException(422)\ncharge(body.amount)",
    ),
    "compared within a tolerance": (
        "body: Pay, db: DbDep",
        "price = float(db.get(Product, body.product_id).price or 0)\n"
        "if abs(float(body.amount) - price) > 0.01:\n    raise HTTPException(422)\ncharge(body.amount)",
    ),
    "compared in a helper": (
        "body: Pay, db: DbDep",
        "def agree(sent, row):\n    if sent != row.price:\n        raise HTTPException(400)\n"
        "agree(body.amount, db.get(Product, body.product_id))\ncharge(body.amount)",
    ),
    "a price that overwrites a body": (
        "payload: dict, db: DbDep",
        "product = db.get(Product, payload['product'])\ncharge_all(**{**payload, 'amount': product.price})",
    ),
    "a model with a server's amount": (
        "body: Pay, db: DbDep",
        "order = Order(amount=db.get(Product, body.product_id).price, currency='eur')\ncharge(order.cents)",
    ),
    "a row with a server's amount": (
        "body: Pay, db: DbDep",
        "row = Payment(amount=db.get(Product, body.product_id).price)\ndb.add(row)\ncharge(row.amount)",
    ),
    "the length of what was sent": ("body: Pay", "charge(len(body.items) * int(os.environ['SEAT_PRICE']))"),
    "a plan": ("plan: str", "charge({'basic': 900, 'gold': 2900}[plan])"),
    "a plan by branches": (
        "body: Pay",
        "if body.quantity > 5:\n    amount = 900\nelse:\n    amount = 1900\ncharge(amount)",
    ),
}


def route(params: str, body: str) -> str:
    return (
        FASTAPI + f'@router.post("/pay")\nasync def pay({params}):\n' + indent(dedent(body).strip("\n"), "    ") + "\n"
    )


@pytest.mark.parametrize("shape", TAINTED)
def test_what_the_client_sent_is_followed_through_objects(codes: Codes, shape: str):
    assert set(codes(("EKZ101",), routes=route(*TAINTED[shape]))) == {"EKZ101"}


@pytest.mark.parametrize("shape", CLEAN)
def test_what_the_server_knows_is_clean_in_objects(codes: Codes, shape: str):
    assert codes(("EKZ101",), routes=route(*CLEAN[shape])) == []


DRF = """\
import stripe
from django import forms
from django.contrib import admin
from django.db import models
from rest_framework import generics, serializers, viewsets
from rest_framework.decorators import action, api_view
from rest_framework.response import Response
from rest_framework.views import APIView


class Order(models.Model):
    total = models.DecimalField(max_digits=10, decimal_places=2)


class Payment(models.Model):
    order = models.ForeignKey(Order, on_delete=models.PROTECT)
    amount = models.DecimalField(max_digits=10, decimal_places=2)


def charge(amount):
    return stripe.PaymentIntent.create(amount=amount, currency="eur")


class PaySerializer(serializers.Serializer):
    order = serializers.PrimaryKeyRelatedField(queryset=Order.objects.all())
    amount = serializers.DecimalField(max_digits=10, decimal_places=2)

    def validate_amount(self, value):
        if value <= 0:
            raise serializers.ValidationError("amount")
        return value


class PaymentSerializer(serializers.ModelSerializer):
    class Meta:
        model = Payment
        fields = ["order", "amount"]


class ClosedSerializer(serializers.ModelSerializer):
    class Meta:
        model = Payment
        fields = ["order", "amount"]
        read_only_fields = ["amount"]


class PayForm(forms.ModelForm):
    class Meta:
        model = Payment
        fields = ["order", "amount"]


"""

DRF_TAINTED = {
    "validated data": """
        @api_view(["POST"])
        def pay(request):
            serializer = PaySerializer(data=request.data)
            serializer.is_valid(raise_exception=True)
            data = serializer.validated_data
            charge(data["amount"])
        """,
    "a serializer that creates": """
        class Create(serializers.Serializer):
            amount = serializers.IntegerField()

            def create(self, validated_data):
                return charge(validated_data["amount"])


        class Pay(APIView):
            def post(self, request):
                serializer = Create(data=request.data)
                serializer.is_valid(raise_exception=True)
                serializer.save()
                return Response()
        """,
    "a model serializer that creates": """
        class Create(serializers.ModelSerializer):
            class Meta:
                model = Payment
                fields = ["order", "amount"]

            def create(self, validated_data):
                payment = Payment.objects.create(**validated_data)
                charge(payment.amount)
                return payment


        class Pay(generics.CreateAPIView):
            serializer_class = Create
        """,
    "perform_create": """
        class Pay(viewsets.ModelViewSet):
            serializer_class = PaymentSerializer

            def perform_create(self, serializer):
                payment = serializer.save()
                charge(payment.amount)
        """,
    "many of a serializer": """
        @api_view(["POST"])
        def pay(request):
            serializer = PaySerializer(data=request.data, many=True)
            serializer.is_valid(raise_exception=True)
            charge(sum(item["amount"] for item in serializer.validated_data))
        """,
    "an action of a view set": """
        class Pays(viewsets.GenericViewSet):
            serializer_class = PaySerializer

            @action(detail=False, methods=["post"])
            def pay(self, request):
                serializer = self.get_serializer(data=request.data)
                serializer.is_valid(raise_exception=True)
                charge(serializer.validated_data["amount"])
                return Response()
        """,
    "an action whose serializer is chosen by a method": """
        class Pays(viewsets.GenericViewSet):
            def get_serializer_class(self):
                return PaySerializer

            @action(detail=False, methods=["post"])
            def pay(self, request):
                serializer = self.get_serializer(data=request.data)
                serializer.is_valid(raise_exception=True)
                charge(serializer.validated_data.get("amount"))
                return Response()
        """,
    "a model form": """
        def pay(request):
            form = PayForm(request.POST)
            if form.is_valid():
                payment = form.save()
                charge(payment.amount)
        """,
    "a model form that is not stored yet": """
        def pay(request):
            form = PayForm(request.POST)
            if form.is_valid():
                payment = form.save(commit=False)
                payment.user = request.user
                payment.save()
                charge(payment.amount)
        """,
    "cleaned data": """
        def pay(request):
            form = PayForm(request.POST or None)
            if form.is_valid():
                charge(form.cleaned_data["amount"])
        """,
    "a payload for the service": """
        class Gateway:
            def send(self, payload):
                return charge(payload["amount"])


        class Pay(APIView):
            def post(self, request):
                payload = {"amount": request.data.get("amount"), "email": request.user.email}
                Gateway().send(payload)
                return Response()
        """,
}

DRF_CLEAN = {
    "a row that the serializer looked up": """
        class Create(serializers.Serializer):
            code = serializers.CharField()

            def validate(self, attrs):
                attrs["order"] = Order.objects.get(code=attrs["code"])
                return attrs

            def create(self, validated_data):
                return charge(validated_data["order"].total)
        """,
    "an action of the shop's own administration": """
        class PaymentAdmin(admin.ModelAdmin):
            @admin.action(description="Charge again")
            def again(self, request, queryset):
                for payment in queryset:
                    charge(payment.amount)
        """,
    "the order of the serializer": """
        @api_view(["POST"])
        def pay(request):
            serializer = PaySerializer(data=request.data)
            serializer.is_valid(raise_exception=True)
            charge(serializer.validated_data["order"].total)
        """,
    "a field that is only read": """
        class Pay(viewsets.ModelViewSet):
            serializer_class = ClosedSerializer

            def perform_create(self, serializer):
                payment = serializer.save(amount=serializer.validated_data["order"].total)
                charge(payment.amount)
        """,
    "an amount that is overruled": """
        class Pay(viewsets.ModelViewSet):
            serializer_class = PaymentSerializer

            def perform_create(self, serializer):
                payment = serializer.save(amount=serializer.validated_data["order"].total)
                charge(payment.amount)
        """,
    "a form's amount that is overruled": """
        def pay(request):
            form = PayForm(request.POST)
            if form.is_valid():
                payment = form.save(commit=False)
                payment.amount = payment.order.total
                payment.save()
                charge(payment.amount)
        """,
    "a session's cart": """
        def pay(request):
            total = sum(Order.objects.get(pk=pk).total for pk in request.session["orders"])
            charge(total)
        """,
}


@pytest.mark.parametrize("shape", DRF_TAINTED)
def test_serializers_and_forms_hand_on_what_the_client_sent(codes: Codes, shape: str):
    assert set(codes(("EKZ101",), views=DRF + dedent(DRF_TAINTED[shape]))) == {"EKZ101"}


@pytest.mark.parametrize("shape", DRF_CLEAN)
def test_rows_of_serializers_and_forms_are_the_servers(codes: Codes, shape: str):
    assert codes(("EKZ101",), views=DRF + dedent(DRF_CLEAN[shape])) == []


ELSEWHERE = {
    "flask_restful's parser": """
        import stripe
        from flask_restful import Resource, reqparse

        parser = reqparse.RequestParser()
        parser.add_argument("amount", type=int, required=True)


        class Pay(Resource):
            def post(self):
                args = parser.parse_args()
                return stripe.PaymentIntent.create(amount=args["amount"], currency="eur").id
        """,
    "a marshmallow schema": """
        import stripe
        from flask import Flask, request
        from marshmallow import Schema, fields

        app = Flask(__name__)


        class PaySchema(Schema):
            amount = fields.Integer(required=True)


        @app.post("/pay")
        def pay():
            data = PaySchema().load(request.get_json())
            return stripe.PaymentIntent.create(amount=data["amount"], currency="eur").id
        """,
    "a model that is validated by hand": """
        import stripe
        from flask import Flask, request
        from pydantic import BaseModel

        app = Flask(__name__)


        class Pay(BaseModel):
            amount: int


        @app.post("/pay")
        def pay():
            wish = Pay.model_validate(request.get_json())
            return stripe.PaymentIntent.create(amount=wish.amount, currency="eur").id
        """,
    "a dataclass as the body": """
        from dataclasses import dataclass

        import stripe
        from fastapi import FastAPI

        app = FastAPI()


        @dataclass
        class Pay:
            amount: int


        @app.post("/pay")
        async def pay(wish: Pay):
            return stripe.PaymentIntent.create(amount=wish.amount, currency="eur").id
        """,
    "a function of a cloud": """
        import json

        import stripe


        def lambda_handler(event, context):
            body = json.loads(event["body"])
            return stripe.PaymentIntent.create(amount=body["amount"], currency="eur").id
        """,
    "django ninja": """
        import stripe
        from ninja import NinjaAPI, Schema

        api = NinjaAPI()


        class Pay(Schema):
            amount: int


        @api.post("/pay")
        def pay(request, wish: Pay):
            return stripe.PaymentIntent.create(amount=wish.amount, currency="eur").id
        """,
    "a view of aiohttp": """
        import stripe
        from aiohttp import web


        class Pay(web.View):
            async def post(self):
                data = await self.request.post()
                intent = stripe.PaymentIntent.create(amount=int(data["amount"]), currency="eur")
                return web.json_response({"id": intent.id})
        """,
    "the words of a bot's command": """
        import stripe
        from telegram import Update
        from telegram.ext import ContextTypes


        async def pay(update: Update, context: ContextTypes.DEFAULT_TYPE):
            course, price = context.args
            stripe.PaymentIntent.create(amount=int(price), currency="eur", metadata={"course": course})
        """,
}


@pytest.mark.parametrize("shape", ELSEWHERE)
def test_what_the_client_sent_is_known_wherever_it_enters(codes: Codes, shape: str):
    assert codes(("EKZ101",), pay=dedent(ELSEWHERE[shape])) == ["EKZ101"]


def test_a_float_field_of_a_listed_model_is_a_float(codes: Codes):
    model = "class Priced(BaseModel):\n    price: float\n\n\nclass Basket(BaseModel):\n    lines: list[Priced]\n\n\n"
    body = "charge(sum(int(line.price * 100) for line in basket.lines))"
    assert codes(("EKZ102",), routes=route("basket: Basket", body).replace("@router", model + "@router")) == ["EKZ102"]
