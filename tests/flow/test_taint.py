"""Whose the charged number is: what a client's number passes through, and what makes it the server's."""

from __future__ import annotations

import re
from collections.abc import Callable
from textwrap import dedent, indent

import pytest

Codes = Callable[..., list[str]]
HEAD = """\
import json
import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import stripe
from django.conf import settings
from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404

from shop.models import Coupon, Order, Product

PRICES = {"basic": 1000, "gold": 5000}
FEE = 150


def charge(amount):
    return stripe.PaymentIntent.create(amount=amount, currency="aoa")


def read(request):
    return json.loads(request.body.decode("utf-8"))


def to_cents(value):
    return int(Decimal(str(value)) * 100)


"""

TAINTED = {
    "form": "charge(request.POST['amount'])",
    "form, get": "charge(request.POST.get('amount'))",
    "form with a default": "charge(request.POST.get('amount', 1000))",
    "query": "charge(request.GET['amount'])",
    "body": "charge(json.loads(request.body)['amount'])",
    "body, deep": "charge(json.loads(request.body)['order']['lines'][0]['price'])",
    "body of a helper": "charge(read(request).get('total'))",
    "int": "charge(int(request.POST['amount']))",
    "casts of casts": "charge(int(Decimal(str(float(request.POST['amount'])))))",
    "minor units": "charge(int(request.POST['amount']) * 100)",
    "helper that converts": "charge(to_cents(request.POST['amount']))",
    "round": "charge(round(float(request.POST['amount']), 2))",
    "max and min": "charge(min(max(int(request.POST['amount']), 100), 10_000))",
    "abs": "charge(abs(int(request.POST['amount'])))",
    "math": "charge(math.ceil(float(request.POST['amount'])))",
    "quantize": "charge(Decimal(request.POST['amount']).quantize(Decimal('1'), rounding=ROUND_HALF_UP))",
    "strip and replace": "charge(request.POST['amount'].strip().replace(',', '.'))",
    "f-string": "charge(f\"{request.POST['amount']}00\")",
    "format": "charge('{}00'.format(request.POST['amount']))",
    "percent": "charge('%s00' % request.POST['amount'])",
    "plus a fee": "charge(int(request.POST['amount']) + FEE)",
    "minus a coupon": "charge(int(request.POST['amount']) - Coupon.objects.get(pk=1).worth)",
    "or the server's": "charge(request.POST.get('amount') or Order.objects.get(pk=1).total)",
    "the server's or": "charge(getattr(request, 'order', None) or request.POST['amount'])",
    "conditional": "charge(request.POST['amount'] if 'amount' in request.POST else FEE)",
    "variable": "amount = request.POST['amount']\nvalue = amount\ncharge(value)",
    "augmented": "total = 0\ntotal += int(request.POST['amount'])\ncharge(total)",
    "unpacked": "amount, currency = request.POST['amount'], 'aoa'\ncharge(amount)",
    "starred": "first, *rest = [request.POST['amount'], 1]\ncharge(first)",
    "dict": "data = {'amount': request.POST['amount']}\ncharge(data['amount'])",
    "dict, update": "data = {}\ndata.update(amount=request.POST['amount'])\ncharge(data['amount'])",
    "dict, item": "data = {}\ndata['amount'] = request.POST['amount']\ncharge(data['amount'])",
    "dict, splat": "data = {'amount': request.POST['amount']}\nstripe.PaymentIntent.create(currency='aoa', **data)",
    "dict, merged": "data = {**{'currency': 'aoa'}, 'amount': request.POST['amount']}\ncharge(data.get('amount'))",
    "whole body": "stripe.PaymentIntent.create(**read(request))",
    "list": "amounts = [request.POST['amount']]\ncharge(amounts[0])",
    "sum of a list": "charge(sum(line['price'] for line in read(request)['lines']))",
    "sum in a loop": "total = 0\nfor line in read(request)['lines']:\n    total += line['price']\ncharge(total)",
    "price times quantity": "body = read(request)\ncharge(body['price'] * body['quantity'])",
    "walrus": "if (amount := int(request.POST['amount'])) > 0:\n    charge(amount)",
    "range checked": (
        "amount = int(request.POST['amount'])\nif amount < 100 or amount > 10_000:\n"
        "    return HttpResponseBadRequest()\ncharge(amount)"
    ),
    "compared and not rejected": (
        "order = Order.objects.get(pk=1)\namount = int(request.POST['amount'])\nif amount != order.total:\n"
        "    print('odd')\ncharge(amount)"
    ),
    "one branch": "amount = FEE\nif request.POST:\n    amount = int(request.POST['amount'])\ncharge(amount)",
    "try": "try:\n    amount = int(request.POST['amount'])\nexcept ValueError:\n    amount = FEE\ncharge(amount)",
    "keyword of a helper": "charge(amount=request.POST['amount'])",
    "star arguments": "arguments = [request.POST['amount']]\ncharge(*arguments)",
    "lambda": "run = lambda amount: charge(amount)\nrun(request.POST['amount'])",
    "closure": "amount = request.POST['amount']\ndef run():\n    charge(amount)\nrun()",
    "dataclass": (
        "@dataclass\nclass Wish:\n    amount: int\n    currency: str = 'aoa'\n"
        "wish = Wish(amount=request.POST['amount'])\ncharge(wish.amount)"
    ),
    "object": (
        "class Wish:\n    def __init__(self, amount):\n        self.amount = amount\n"
        "    def run(self):\n        charge(self.amount)\nWish(request.POST['amount']).run()"
    ),
    "match": "match request.POST['amount']:\n    case amount if amount:\n        charge(amount)",
    "comprehension": "amounts = [int(line['price']) for line in read(request)['lines']]\ncharge(sum(amounts))",
}

CLEAN = {
    "constant": "charge(1000)",
    "constant of the module": "charge(FEE)",
    "settings": "charge(settings.TICKET_PRICE)",
    "row by the client's key": "charge(Product.objects.get(pk=request.POST['product']).price)",
    "row or 404": "product = get_object_or_404(Product, pk=read(request)['id'])\ncharge(product.price)",
    "table by the client's key": "charge(PRICES[request.POST['plan']])",
    "table by the client's key, get": "charge(PRICES.get(request.POST['plan'], FEE))",
    "settings by the client's key": "charge(settings.PRICES[request.POST['plan']])",
    "quantity times the row's price": (
        "product = Product.objects.get(pk=1)\ncharge(int(request.POST['quantity']) * product.price)"
    ),
    "the row's price times quantity": (
        "product = Product.objects.get(pk=1)\ncharge(product.price * int(read(request)['qty']) + FEE)"
    ),
    "sum of rows": "rows = Product.objects.filter(pk__in=read(request))\ncharge(sum(row.price for row in rows))",
    "helper that takes the request": (
        "def total(request):\n    return Order.objects.get(pk=request.session['order']).total\ncharge(total(request))"
    ),
    "compared and rejected": (
        "order = Order.objects.get(pk=1)\namount = int(request.POST['amount'])\nif amount != order.total:\n"
        "    return HttpResponseBadRequest()\ncharge(amount)"
    ),
    "compared and rejected, positive form": (
        "order = Order.objects.get(pk=1)\namount = int(request.POST['amount'])\nif amount == order.total:\n"
        "    charge(amount)"
    ),
    "compared and raised": (
        "order = Order.objects.get(pk=1)\namount = Decimal(request.POST['amount'])\nif order.total != amount:\n"
        "    raise ValueError\ncharge(amount)"
    ),
    "one of the prices": (
        "amount = int(request.POST['amount'])\nif amount not in PRICES.values():\n"
        "    return HttpResponseBadRequest()\ncharge(amount)"
    ),
    "overwritten": "amount = request.POST['amount']\namount = Order.objects.get(pk=1).total\ncharge(amount)",
    "read and not used": "amount = request.POST['amount']\nprint(amount)\ncharge(Order.objects.get(pk=1).total)",
    "used beside it": (
        "stripe.PaymentIntent.create(amount=FEE, currency=request.POST['currency'], "
        "metadata={'amount': request.POST['amount']})"
    ),
    "length of what was sent": "charge(len(read(request)['seats']) * settings.SEAT_PRICE)",
    "conditional on what was sent": "charge(2000 if request.POST.get('express') else FEE)",
    "never charged": "return JsonResponse({'total': request.POST['amount']})",
}


def view(body: str) -> str:
    return HEAD + "def checkout(request):\n" + indent(dedent(body).strip("\n"), "    ") + "\n"


@pytest.mark.parametrize("shape", TAINTED)
def test_the_client_chooses_the_amount(codes: Codes, shape: str):
    assert codes(("EKZ101",), views=view(TAINTED[shape])) == ["EKZ101"]


@pytest.mark.parametrize("shape", CLEAN)
def test_the_server_chooses_the_amount(codes: Codes, shape: str):
    assert codes(("EKZ101",), views=view(CLEAN[shape])) == []


FLOATED = {
    "float": "charge(float(order.total))",
    "float times a hundred": "charge(int(float(order.total) * 100))",
    "float in a variable": "total = float(order.total)\ncharge(int(total * 100))",
    "float in a helper": "def cents(value):\n    return int(float(value) * 100)\ncharge(cents(order.total))",
    "rounded": "charge(round(float(order.total), 2))",
    "float plus decimal text": "charge(f'{float(order.total):.2f}')",
}
NOT_FLOATED = {
    "decimal": "charge(int(order.total * 100))",
    "decimal of text": "charge(int(Decimal(str(order.total)) * 100))",
    "float elsewhere": "print(float(order.total))\ncharge(order.total)",
    "float in the answer": "charge(order.total)\nreturn JsonResponse({'total': float(order.total)})",
    "decimal of the text of a float": "charge(int(Decimal(str(float(order.total))) * 100))",
}


@pytest.mark.parametrize("shape", FLOATED)
def test_money_in_binary_floating_point(codes: Codes, shape: str):
    assert codes(("EKZ102",), views=view("order = Order.objects.get(pk=1)\n" + FLOATED[shape])) == ["EKZ102"]


@pytest.mark.parametrize("shape", NOT_FLOATED)
def test_money_in_exact_numbers(codes: Codes, shape: str):
    assert codes(("EKZ102",), views=view("order = Order.objects.get(pk=1)\n" + NOT_FLOATED[shape])) == []


KEPT = {
    "session": ("request.session['amount'] = request.POST['amount']", "request.session['amount']"),
    "session, get": ("request.session['total'] = int(request.POST['total'])", "request.session.get('total', 0)"),
    "session, update": ("request.session.update({'total': request.POST['total']})", "request.session['total']"),
    "cache": ("cache.set(f'sum-{request.user.pk}', request.POST['amount'], 60)", "cache.get(f'sum-{request.user.pk}')"),
    "a dict": (
        "request.session['booking'] = {'room': 1, 'price': request.POST['price']}",
        "request.session['booking']['price']",
    ),
    "a cart that grows": (
        "cart = request.session.get('cart', {})\ncart['1'] = {'price': request.POST['price']}\n"
        "request.session['cart'] = cart",
        "sum(line['price'] for line in request.session['cart'].values())",
    ),
    "a signed cookie": (
        "answer = JsonResponse({})\nanswer.set_signed_cookie('amount', request.POST['amount'])\nreturn answer",
        "request.get_signed_cookie('amount')",
    ),
}


@pytest.mark.parametrize(("put", "get"), KEPT.values(), ids=KEPT)
def test_a_sum_that_waits_between_two_requests_stays_the_clients(codes: Codes, put: str, get: str):
    text = f"{HEAD}from django.core.cache import cache\n\n\ndef fill(request):\n{indent(put, '    ')}\n\n\n"
    text += f"def pay(request):\n    charge({get})\n    return JsonResponse({{}})\n"
    assert codes(("EKZ101",), views=text) == ["EKZ101"]
    mended = re.sub(r"request\.POST\['\w+'\]", "Order.objects.get(pk=1).total", text)
    assert codes(("EKZ101",), views=mended) == []


def test_a_cookie_is_what_the_client_says(codes: Codes):
    text = HEAD + "def pay(request):\n    charge(request.COOKIES['amount'])\n    return JsonResponse({})\n"
    assert codes(("EKZ101",), views=text) == ["EKZ101"]


def test_a_sum_is_kept_in_one_app_and_charged_in_another(codes: Codes):
    keeps = "def fill(request):\n    request.session['amount'] = request.POST['amount']\n"
    takes = HEAD + "def pay(request):\n    charge(request.session['amount'])\n    return JsonResponse({})\n"
    assert codes(("EKZ101",), hall__views=keeps, till__views=takes, hall____init__="", till____init__="") == ["EKZ101"]


def test_what_the_module_keeps_itself_goes_before_what_others_keep(codes: Codes):
    keeps = "def fill(request):\n    request.session['amount'] = request.POST['amount']\n"
    takes = (
        HEAD + "def fill(request):\n    request.session['amount'] = str(Order.objects.get(pk=1).total)\n\n\n"
        "def pay(request):\n    charge(request.session['amount'])\n    return JsonResponse({})\n"
    )
    assert codes(("EKZ101",), hall__views=keeps, till__views=takes) == []
