"""Every way of taking money that the provider files name is seen: an amount of the client's in it is found."""

from __future__ import annotations

from typing import Any

import pytest

_PAGE = """
from flask import Flask, request
{imports}

app = Flask(__name__)


@app.post("/pay")
def pay():
    order = Order.query.get(request.get_json()["order"])
    amount = {source}
    {call}
    return "", 201
"""
_OF_CLIENT, _OF_SERVER = 'request.get_json()["amount"]', "order.total"

_STRIPE = "import stripe"
_STRIPE_CLIENT = "from stripe import StripeClient\nstripe_client = StripeClient(KEY)"
_ITEMS = 'line_items=[{"price_data": {"unit_amount": amount}, "quantity": 1}]'
_STRIPE_CALLS = [
    (_STRIPE, 'stripe.PaymentIntent.create(amount=amount, currency="eur")'),
    (_STRIPE, 'stripe.PaymentIntent.modify("pi_1", amount=amount)'),
    (_STRIPE, 'stripe.PaymentIntent.capture("pi_1", amount_to_capture=amount)'),
    (_STRIPE, 'stripe.Charge.create(amount=amount, source="tok")'),
    (_STRIPE, f'stripe.checkout.Session.create(mode="payment", {_ITEMS})'),
    (_STRIPE, 'stripe.checkout.Session.create(line_items=[{"price_data": {"unit_amount_decimal": amount}}])'),
    (
        _STRIPE,
        'stripe.checkout.Session.create(line_items=[{"price": "price_1"}], '
        'shipping_options=[{"shipping_rate_data": {"fixed_amount": {"amount": amount}}}])',
    ),
    (_STRIPE, f"stripe.PaymentLink.create({_ITEMS})"),
    (_STRIPE, 'stripe.InvoiceItem.create(customer="cus_1", amount=amount)'),
    (_STRIPE, 'stripe.Subscription.create(customer="cus_1", items=[{"price_data": {"unit_amount": amount}}])'),
    (_STRIPE, 'stripe.Transfer.create(amount=amount, destination="acct_1")'),
    (_STRIPE, "stripe.Payout.create(amount=amount)"),
    (_STRIPE, "stripe.Source.create(amount=amount)"),
    ("from stripe import PaymentIntent", "PaymentIntent.create(amount=amount)"),
    ("from stripe import checkout", f"checkout.Session.create({_ITEMS})"),
    ("from stripe.checkout import Session", f"Session.create({_ITEMS})"),
    ("import stripe as s", "s.Charge.create(amount=amount)"),
    (_STRIPE_CLIENT, 'stripe_client.payment_intents.create(params={"amount": amount})'),
    (_STRIPE_CLIENT, 'stripe_client.v1.payment_intents.create({"amount": amount})'),
    (_STRIPE_CLIENT, 'stripe_client.payment_intents.update("pi_1", {"amount": amount})'),
    (_STRIPE_CLIENT, 'stripe_client.charges.create({"amount": amount})'),
    (_STRIPE_CLIENT, 'stripe_client.v1.charges.create(params={"amount": amount})'),
    (
        _STRIPE_CLIENT,
        'stripe_client.checkout.sessions.create({"line_items": [{"price_data": {"unit_amount": amount}}]})',
    ),
    (_STRIPE_CLIENT, 'stripe_client.invoice_items.create({"amount": amount})'),
    (_STRIPE_CLIENT, 'stripe_client.payment_links.create({"line_items": [{"price_data": {"unit_amount": amount}}]})'),
]

_REST = "import paypalrestsdk"
_CHECKOUT = (
    "from paypalcheckoutsdk.orders import OrdersCreateRequest\n"
    "from paypalcheckoutsdk.core import PayPalHttpClient\nclient = PayPalHttpClient(ENV)"
)
_SERVER = (
    "from paypalserversdk.paypal_serversdk_client import PaypalServersdkClient\n"
    "from paypalserversdk.models.amount_with_breakdown import AmountWithBreakdown\n"
    "from paypalserversdk.models.order_request import OrderRequest\n"
    "from paypalserversdk.models.purchase_unit_request import PurchaseUnitRequest\nclient = PaypalServersdkClient()"
)
_BRAINTREE = "import braintree\ngateway = braintree.BraintreeGateway(CONFIGURATION)"
_PAYPAL_CALLS = [
    (_REST, 'paypalrestsdk.Payment({"transactions": [{"amount": {"total": amount}}]}).create()'),
    (_REST, 'paypalrestsdk.Payout({"items": [{"amount": {"value": amount}}]}).create()'),
    (_REST, 'paypalrestsdk.Invoice({"items": [{"unit_price": {"value": amount}}]}).create()'),
    ("from paypalrestsdk import Payment", 'Payment({"transactions": [{"amount": {"total": amount}}]}).create()'),
    (
        _CHECKOUT,
        'order = OrdersCreateRequest()\n    order.request_body({"purchase_units": [{"amount": {"value": amount}}]})\n'
        "    client.execute(order)",
    ),
    (_SERVER, 'client.orders.create_order({"body": {"purchase_units": [{"amount": {"value": amount}}]}})'),
    (
        _SERVER,
        'client.orders.create_order({"body": OrderRequest(purchase_units=['
        "PurchaseUnitRequest(amount=AmountWithBreakdown(value=amount))])})",
    ),
    (
        "from paypalserversdk import client as paypal\norders_controller = paypal.orders",
        'orders_controller.create_order({"body": {"purchase_units": [{"amount": {"value": amount}}]}})',
    ),
]

_BRAINTREE_CALLS = [
    (_BRAINTREE, 'gateway.transaction.sale({"amount": amount})'),
    (_BRAINTREE, 'gateway.transaction.submit_for_settlement("t1", amount)'),
    ("import braintree", 'braintree.Transaction.sale({"amount": amount})'),
]

_PAYSTACK_API = "from paystackapi.paystack import Paystack\npaystack = Paystack(secret_key=KEY)"
_PYPAYSTACK2 = "from pypaystack2 import PaystackClient\nclient = PaystackClient(secret_key=KEY)"
_PAYSTACK_CALLS = [
    ("from paystackapi.transaction import Transaction", 'Transaction.initialize(reference="r", amount=amount)'),
    ("from paystackapi.transaction import Transaction", 'Transaction.charge(auth_code="a", amount=amount)'),
    ("from paystackapi.charge import Charge", "Charge.start_charge(amount=amount)"),
    ("from paystackapi.transfer import Transfer", 'Transfer.initiate(amount=amount, recipient="r")'),
    (_PAYSTACK_API, 'paystack.transaction.initialize(reference="r", amount=amount)'),
    (_PAYSTACK_API, 'paystack.transaction.charge(auth_code="a", amount=amount)'),
    (_PYPAYSTACK2, 'client.transactions.initialize(email="e", amount=amount)'),
    (_PYPAYSTACK2, 'client.transactions.initialize(amount, "e")'),
    (_PYPAYSTACK2, 'client.transactions.charge(amount=amount, email="e", auth_code="a")'),
    (_PYPAYSTACK2, 'client.transactions.partial_debit(auth_code="a", amount=amount)'),
    (_PYPAYSTACK2, 'client.charge.charge(email="e", amount=amount)'),
    (_PYPAYSTACK2, 'client.transfers.initiate(amount=amount, recipient="r")'),
    (_PYPAYSTACK2, 'client.payment_requests.create(customer="c", amount=amount)'),
    ("import paystack", 'paystack.Transaction.initialize(email="e", amount=amount)'),
    (
        "from paystackease import TransactionClientAPI\napi = TransactionClientAPI()",
        'api.initialize_transaction("e", amount)',
    ),
]

_RAVE = "from rave_python import Rave\nrave = Rave(PUBLIC, SECRET)"
_FLUTTERWAVE_CALLS = [
    *(
        (_RAVE, f'rave.{kind}.charge({{"amount": amount, "txRef": "t"}})')
        for kind in ("Card", "Account", "Mpesa", "GhMobile", "UGMobile", "RWMobile", "ZBMobile", "Francophone", "Ussd")
    ),
    (_RAVE, 'rave.Transfer.initiate({"amount": amount})'),
    ("from python_flutterwave import payment", 'payment.initiate_payment(tx_ref="t", amount=amount)'),
    ("from python_flutterwave import payment", 'payment.trigger_mpesa_payment(tx_ref="t", amount=amount)'),
]

_RAZORPAY = "import razorpay\nclient = razorpay.Client(auth=(ID, SECRET))"
_RAZORPAY_CALLS = [
    (_RAZORPAY, 'client.order.create({"amount": amount, "currency": "INR"})'),
    (_RAZORPAY, 'client.order.create(data={"amount": amount})'),
    (_RAZORPAY, "client.order.create(dict(amount=amount))"),
    (_RAZORPAY, 'client.payment_link.create({"amount": amount})'),
    (_RAZORPAY, 'client.payment.capture("pay_1", amount)'),
    (_RAZORPAY, 'client.payment.createRecurring({"amount": amount})'),
    (_RAZORPAY, 'client.payment.createPaymentJson({"amount": amount})'),
    (_RAZORPAY, 'client.payment.createUpi({"amount": amount})'),
    (_RAZORPAY, 'client.invoice.create({"line_items": [{"amount": amount}]})'),
    (_RAZORPAY, 'client.qrcode.create({"payment_amount": amount})'),
    (_RAZORPAY, 'client.transfer.create({"amount": amount})'),
]

_DARAJA = "from django_daraja.mpesa.core import MpesaClient"
_MPESAKIT = "from mpesakit import MpesaClient\nclient = MpesaClient(consumer_key=KEY)"
_MPESA_CALLS = [
    (_DARAJA, 'MpesaClient().stk_push("254", amount, "ref", "what", "url")'),
    (_DARAJA, 'MpesaClient().stk_push(phone_number="254", amount=amount)'),
    (_DARAJA, 'MpesaClient().b2c_payment("254", amount, "what", "url", "o", "c")'),
    (_DARAJA, 'MpesaClient().salary_payment("254", amount, "what", "url", "o")'),
    (_DARAJA, 'MpesaClient().business_payment("254", amount, "what", "url", "o")'),
    (_DARAJA, 'MpesaClient().promotion_payment("254", amount, "what", "url", "o")'),
    (_MPESAKIT, "client.express.push(business_short_code=1, amount=amount)"),
    (_MPESAKIT, "client.stk_push(business_short_code=1, amount=amount)"),
    (_MPESAKIT, 'client.b2c.send_payment(initiator_name="i", amount=amount)'),
    ("from pympesa import Mpesa\nmpesa = Mpesa(TOKEN)", "mpesa.lipa_na_mpesa_online_payment(Amount=amount)"),
    ("from pympesa import Mpesa\nmpesa = Mpesa(TOKEN)", "mpesa.b2c_payment_request(Amount=amount)"),
    ("from mpesa.api.mpesa_express import MpesaExpress", "MpesaExpress().stk_push(amount=amount)"),
    ("from mpesa.api.b2c import B2C", "B2C().transact(amount=amount)"),
    ("from mpesa.api.b2b import B2B", "B2B().transact(amount=amount)"),
    ("from mpesa.api.c2b import C2B", "C2B().simulate(amount=amount)"),
    ("from python_daraja import payment", 'payment.trigger_stk_push(phone_number="254", amount=amount)'),
    ("from pydaraja import MpesaPaymentGateway as M", 'M().trigger_stk_push(phone_number="254", amount=amount)'),
]

_MERCADO = "import mercadopago\nsdk = mercadopago.SDK(TOKEN)"
_MERCADOPAGO_CALLS = [
    (_MERCADO, 'sdk.preference().create({"items": [{"unit_price": amount, "quantity": 1}]})'),
    (_MERCADO, 'sdk.preference().update("p1", {"items": [{"unit_price": amount}]})'),
    (_MERCADO, 'sdk.payment().create({"transaction_amount": amount})'),
    (_MERCADO, 'sdk.payment().capture("p1", amount)'),
    (_MERCADO, 'sdk.order().create({"total_amount": amount})'),
    (_MERCADO, 'sdk.order().create({"transactions": {"payments": [{"amount": amount}]}})'),
    (_MERCADO, 'sdk.preapproval().create({"auto_recurring": {"transaction_amount": amount}})'),
    (_MERCADO, 'sdk.advanced_payment().create({"payments": [{"transaction_amount": amount}]})'),
    (
        "import mercadopago\nmp = mercadopago.MP(ID, SECRET)",
        'mp.create_preference({"items": [{"unit_price": amount}]})',
    ),
]

_MOLLIE = "from mollie.api.client import Client\nmollie_client = Client()"
_VALUE = '{"amount": {"currency": "EUR", "value": amount}}'
_MOLLIE_CALLS = [
    (_MOLLIE, f"mollie_client.payments.create({_VALUE})"),
    (_MOLLIE, f"mollie_client.payments.create(data={_VALUE})"),
    (_MOLLIE, f"mollie_client.orders.create({_VALUE})"),
    (_MOLLIE, f"mollie_client.payment_links.create({_VALUE})"),
    (_MOLLIE, f'mollie_client.customers.get("cst_1").payments.create({_VALUE})'),
    (_MOLLIE, f'mollie_client.customers.get("cst_1").subscriptions.create({_VALUE})'),
]

_ADYEN = "import Adyen\nadyen = Adyen.Adyen()"
_ADYEN_CALLS = [
    (_ADYEN, 'adyen.checkout.payments_api.payments({"amount": {"value": amount}})'),
    (_ADYEN, 'adyen.checkout.payments_api.payments(request={"amount": {"value": amount}})'),
    (_ADYEN, 'adyen.checkout.payments_api.sessions({"amount": {"value": amount}})'),
    (_ADYEN, 'adyen.checkout.payment_links_api.payment_links({"amount": {"value": amount}})'),
    (_ADYEN, 'adyen.checkout.modifications_api.capture_authorised_payment({"amount": {"value": amount}}, "p")'),
    (_ADYEN, 'adyen.checkout.modifications_api.update_authorised_amount({"amount": {"value": amount}}, "p")'),
    (_ADYEN, 'adyen.checkout.payments({"amount": {"value": amount}})'),
    (_ADYEN, 'adyen.checkout.sessions({"amount": {"value": amount}})'),
    (_ADYEN, 'adyen.payment.authorise({"amount": {"value": amount}})'),
    (_ADYEN, 'adyen.payment.payments_api.authorise({"amount": {"value": amount}})'),
]

_EKWANZA_CALLS = [
    ("from ekwanza import Client\nclient = Client(KEY)", 'client.create_ticket(amount=amount, mobile="9")'),
    ("from ekwanza import Client\nclient = Client(KEY)", 'client.create_charge(amount=amount, method="GPO")'),
]

_YOOKASSA_CALLS = [
    ("from yookassa import Payment", 'Payment.create({"amount": {"value": amount, "currency": "RUB"}}, "key")'),
    ("import yookassa", 'yookassa.Payment.create({"amount": {"value": amount}})'),
    ("import yookassa", 'yookassa.Invoice.create({"cart": [{"price": {"value": amount}}]})'),
    ("from yookassa import Payout", 'Payout.create({"amount": {"value": amount}})'),
]
_CHAPA_CALLS = [
    ("from chapa import Chapa\nchapa = Chapa(KEY)", 'chapa.initialize(email="a@b.c", amount=amount)'),
    ("from chapa import AsyncChapa\nchapa = AsyncChapa(KEY)", "chapa.initialize(amount=amount)"),
]
_DETAILS = '{"transaction_details": {"order_id": "o1", "gross_amount": amount}}'
_SNAP = "import midtransclient\nsnap = midtransclient.Snap(is_production=False, server_key=KEY)"
_MIDTRANS_CALLS = [
    (_SNAP, f"snap.create_transaction({_DETAILS})"),
    (_SNAP, f"snap.create_transaction(parameters={_DETAILS})"),
    (_SNAP, f"snap.create_transaction_token({_DETAILS})"),
    ("import midtransclient\ncore = midtransclient.CoreApi(server_key=KEY)", f"core.charge({_DETAILS})"),
]
_MONEY = '{"amount": amount, "currency": "EUR"}'
_SQUARE_CALLS = [
    (
        "from square.client import Client\nclient = Client()",
        f'client.payments.create_payment({{"amount_money": {_MONEY}}})',
    ),
    ("from square import Square\nclient = Square()", f"client.payments.create(amount_money={_MONEY})"),
    (
        "from square.client import Client\nclient = Client()",
        f'client.checkout.create_payment_link({{"quick_pay": {{"price_money": {_MONEY}}}}})',
    ),
    (
        "from square import Square\nclient = Square()",
        f'client.checkout.payment_links.create(quick_pay={{"price_money": {_MONEY}}})',
    ),
]
_XENDIT_CALLS = [
    ("import xendit\nx = xendit.Xendit(api_key=KEY)", 'x.Invoice.create(external_id="o1", amount=amount)'),
    ("import xendit\napi = xendit.apis.InvoiceApi()", 'api.create_invoice({"external_id": "o1", "amount": amount})'),
]
_EFI = "from efipay import EfiPay\nefi = EfiPay(OPTIONS)"
_EFI_CALLS = [
    (_EFI, 'efi.pix_create_immediate_charge(body={"valor": {"original": amount}})'),
    (
        "from gerencianet import Gerencianet\ngn = Gerencianet(OPTIONS)",
        'gn.pix_create_charge({}, {"valor": {"original": amount}})',
    ),
    (_EFI, 'efi.create_one_step_charge(body={"items": [{"value": amount}]})'),
]
_NOWPAYMENTS_CALLS = [
    (
        "from nowpayments import NOWPayments\npayments = NOWPayments(KEY)",
        'payments.create_payment(price_amount=amount, price_currency="usd")',
    ),
]
_CRYPTOMUS_CALLS = [
    (
        "from pyCryptomusAPI import pyCryptomusAPI\nclient = pyCryptomusAPI(ID, KEY)",
        'client.create_invoice(amount, "USD", "o1")',
    ),
]

_CALLS = {
    "stripe": _STRIPE_CALLS,
    "paypal": _PAYPAL_CALLS,
    "braintree": _BRAINTREE_CALLS,
    "paystack": _PAYSTACK_CALLS,
    "flutterwave": _FLUTTERWAVE_CALLS,
    "razorpay": _RAZORPAY_CALLS,
    "mpesa": _MPESA_CALLS,
    "mercadopago": _MERCADOPAGO_CALLS,
    "mollie": _MOLLIE_CALLS,
    "adyen": _ADYEN_CALLS,
    "ekwanza": _EKWANZA_CALLS,
    "yookassa": _YOOKASSA_CALLS,
    "chapa": _CHAPA_CALLS,
    "midtrans": _MIDTRANS_CALLS,
    "square": _SQUARE_CALLS,
    "xendit": _XENDIT_CALLS,
    "efi": _EFI_CALLS,
    "nowpayments": _NOWPAYMENTS_CALLS,
    "cryptomus": _CRYPTOMUS_CALLS,
}
_EVERY_CALL = [
    pytest.param(name, *call, id=f"{name}-{call[1][:60]}") for name, calls in _CALLS.items() for call in calls
]


@pytest.mark.parametrize(("provider", "imports", "call"), _EVERY_CALL)
def test_an_amount_of_the_client_is_found_in_a_call(found: Any, provider: str, imports: str, call: str):
    findings = found(_PAGE.format(imports=imports, source=_OF_CLIENT, call=call), "EKZ101")
    assert [f.provider for f in findings] == [provider]


@pytest.mark.parametrize(("provider", "imports", "call"), _EVERY_CALL)
def test_an_amount_of_the_server_is_not(found: Any, provider: str, imports: str, call: str):
    assert found(_PAGE.format(imports=imports, source=_OF_SERVER, call=call), "EKZ101") == []


_PURCHASE_UNITS = '{"purchase_units": [{"amount": {"value": amount}}]}'
_ENDPOINTS = [
    ("yookassa", "https://api.yookassa.ru/v3/payments", 'json={"amount": {"value": amount}}'),
    ("chapa", "https://api.chapa.co/v1/transaction/initialize", 'json={"amount": amount}'),
    ("chapa", "https://api.chapa.co/v1/charges?type=telebirr", 'data={"amount": amount}'),
    ("midtrans", "https://app.sandbox.midtrans.com/snap/v1/transactions", f"json={_DETAILS}"),
    ("midtrans", "https://api.midtrans.com/v2/charge", f"json={_DETAILS}"),
    ("square", "https://connect.squareup.com/v2/payments", f'json={{"amount_money": {_MONEY}}}'),
    (
        "square",
        "https://connect.squareupsandbox.com/v2/online-checkout/payment-links",
        f'json={{"quick_pay": {{"price_money": {_MONEY}}}}}',
    ),
    ("xendit", "https://api.xendit.co/v2/invoices", 'json={"amount": amount}'),
    ("xendit", "https://api.xendit.co/ewallets/charges", 'json={"amount": amount}'),
    ("xendit", "https://api.xendit.co/qr_codes", 'json={"amount": amount}'),
    ("xendit", "https://api.xendit.co/payment_requests", 'json={"amount": amount}'),
    ("asaas", "https://api.asaas.com/v3/payments", 'json={"value": amount}'),
    ("asaas", "https://sandbox.asaas.com/api/v3/subscriptions", 'json={"value": amount}'),
    ("asaas", "https://api.asaas.com/v3/paymentLinks", 'json={"value": amount}'),
    ("efi", "https://pix.api.efipay.com.br/v2/cob", 'json={"valor": {"original": amount}}'),
    ("khalti", "https://a.khalti.com/api/v2/epayment/initiate/", 'json={"amount": amount}'),
    ("nowpayments", "https://api.nowpayments.io/v1/invoice", 'json={"price_amount": amount}'),
    ("nowpayments", "https://api.nowpayments.io/v1/payment", 'json={"price_amount": amount}'),
    ("cryptomus", "https://api.cryptomus.com/v1/payment", 'json={"amount": amount}'),
    ("stripe", "https://api.stripe.com/v1/payment_intents", 'data={"amount": amount}'),
    ("stripe", "https://api.stripe.com/v1/charges", 'data={"amount": amount}'),
    ("stripe", "https://api.stripe.com/v1/transfers", 'data={"amount": amount}'),
    ("stripe", "https://api.stripe.com/v1/payouts", 'data={"amount": amount}'),
    ("stripe", "https://api.stripe.com/v1/invoiceitems", 'data={"amount": amount}'),
    ("paypal", "https://api-m.paypal.com/v2/checkout/orders", f"json={_PURCHASE_UNITS}"),
    ("paypal", "https://api-m.sandbox.paypal.com/v2/checkout/orders", f"json={_PURCHASE_UNITS}"),
    (
        "paypal",
        "https://api.paypal.com/v1/payments/payment",
        'json={"transactions": [{"amount": {"total": amount}}]}',
    ),
    ("paypal", "https://api-m.paypal.com/v1/payments/payouts", 'json={"items": [{"amount": {"value": amount}}]}'),
    (
        "paypal",
        "https://api-m.paypal.com/v2/invoicing/invoices",
        'json={"items": [{"unit_amount": {"value": amount}}]}',
    ),
    ("paystack", "https://api.paystack.co/transaction/initialize", 'json={"amount": amount}'),
    ("paystack", "https://api.paystack.co/transaction/charge_authorization", 'json={"amount": amount}'),
    ("paystack", "https://api.paystack.co/transaction/partial_debit", 'json={"amount": amount}'),
    ("paystack", "https://api.paystack.co/charge", 'json={"amount": amount}'),
    ("paystack", "https://api.paystack.co/transfer", 'json={"amount": amount}'),
    ("paystack", "https://api.paystack.co/paymentrequest", 'json={"amount": amount}'),
    ("flutterwave", "https://api.flutterwave.com/v3/payments", 'json={"amount": amount}'),
    ("flutterwave", "https://api.flutterwave.com/v3/charges?type=mpesa", 'json={"amount": amount}'),
    ("flutterwave", "https://api.flutterwave.com/v3/tokenized-charges", 'json={"amount": amount}'),
    ("flutterwave", "https://api.flutterwave.com/v3/transfers", 'json={"amount": amount}'),
    ("razorpay", "https://api.razorpay.com/v1/orders", 'json={"amount": amount}'),
    ("razorpay", "https://api.razorpay.com/v1/payment_links", 'json={"amount": amount}'),
    ("razorpay", "https://api.razorpay.com/v1/payouts", 'json={"amount": amount}'),
    ("razorpay", "https://api.razorpay.com/v1/payments/{payment}/capture", 'json={"amount": amount}'),
    ("mpesa", "https://api.safaricom.co.ke/mpesa/stkpush/v1/processrequest", 'json={"Amount": amount}'),
    ("mpesa", "https://sandbox.safaricom.co.ke/mpesa/b2c/v3/paymentrequest", 'json={"Amount": amount}'),
    ("mpesa", "https://api.safaricom.co.ke/mpesa/b2b/v1/paymentrequest", 'json={"Amount": amount}'),
    ("mpesa", "https://sandbox.safaricom.co.ke/mpesa/c2b/v2/simulate", 'json={"Amount": amount}'),
    ("mpesa", "https://api.safaricom.co.ke/mpesa/qrcode/v1/generate", 'json={"Amount": amount}'),
    ("mercadopago", "https://api.mercadopago.com/checkout/preferences", 'json={"items": [{"unit_price": amount}]}'),
    ("mercadopago", "https://api.mercadopago.com/v1/payments", 'json={"transaction_amount": amount}'),
    ("mercadopago", "https://api.mercadopago.com/v1/orders", 'json={"total_amount": amount}'),
    (
        "mercadopago",
        "https://api.mercadopago.com/preapproval",
        'json={"auto_recurring": {"transaction_amount": amount}}',
    ),
    ("mollie", "https://api.mollie.com/v2/payments", f"json={_VALUE}"),
    ("mollie", "https://api.mollie.com/v2/orders", f"json={_VALUE}"),
    ("mollie", "https://api.mollie.com/v2/payment-links", f"json={_VALUE}"),
    ("mollie", "https://api.mollie.com/v2/customers/{customer}/payments", f"json={_VALUE}"),
    ("adyen", "https://checkout-test.adyen.com/v71/payments", 'json={"amount": {"value": amount}}'),
    ("adyen", "https://checkout-test.adyen.com/v71/sessions", 'json={"amount": {"value": amount}}'),
    ("adyen", "https://checkout-test.adyen.com/v71/paymentLinks", 'json={"amount": {"value": amount}}'),
    ("adyen", "https://ab-checkout-live.adyenpayments.com/checkout/v71/payments", 'json={"amount": {"value": amount}}'),
    ("ekwanza", "https://gwy-api.appypay.co.ao/v2.0/charges", 'json={"amount": amount}'),
    ("ekwanza", "https://partnersapi.e-kwanza.ao/Ticket/{token}", 'params={"amount": amount}'),
]


@pytest.mark.parametrize(("provider", "url", "body"), _ENDPOINTS, ids=[f"{row[0]}-{row[1][8:]}" for row in _ENDPOINTS])
@pytest.mark.parametrize("library", ["requests", "httpx"])
def test_an_amount_of_the_client_is_found_in_an_http_call(found: Any, library: str, provider: str, url: str, body: str):
    call = f'{library}.post(f"{url}", headers=HEADERS, {body})'
    findings = found(_PAGE.format(imports=f"import {library}", source=_OF_CLIENT, call=call), "EKZ101")
    assert [f.provider for f in findings] == [provider]


_STRANGERS = [
    ("import shop", 'shop.payments.create({"amount": amount})'),
    ("import shop", "shop.checkout.sessions(amount)"),
    ("import shop", 'shop.Card.charge({"amount": amount})'),
    ("import shop", "shop.transaction.charge(amount=amount)"),
    ("import requests", 'requests.post("https://api.example.test/v1/orders", json={"amount": amount})'),
    ("import requests", 'requests.post("https://example.test/transfer", json={"amount": amount})'),
]


@pytest.mark.parametrize(("imports", "call"), _STRANGERS)
def test_a_call_of_the_same_name_in_code_without_a_provider_is_none(found: Any, imports: str, call: str):
    assert found(_PAGE.format(imports=imports, source=_OF_CLIENT, call=call), "EKZ101") == []
