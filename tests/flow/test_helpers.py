"""Verification that lies in a helper, however the helper tells of it."""

from __future__ import annotations

import ast
from collections.abc import Callable
from textwrap import dedent

import pytest

Webhook = Callable[..., list[str]]

HELPERS = {
    "returns a flag": (
        """
        def check(request):
            if not request.body:
                return False
            return genuine(request)
        """,
        "if not check(request): return HttpResponse(status=401)",
    ),
    "returns a literal": (
        """
        def check(request):
            if genuine(request):
                return True
            return False
        """,
        "if not check(request): return HttpResponse(status=401)",
    ),
    "returns whether it is forged": (
        """
        def forged(request):
            return not genuine(request)
        """,
        "if forged(request): return HttpResponse(status=401)",
    ),
    "catches and returns a flag": (
        """
        def check(request):
            try:
                demand(request)
            except Forged:
                return False
            return True
        """,
        "if not check(request): return HttpResponse(status=401)",
    ),
    "returns from the try": (
        """
        def check(request):
            try:
                demand(request)
                return True
            except Exception as error:
                print(error)
                return False
        """,
        "if not check(request): return HttpResponse(status=401)",
    ),
    "returns the event or nothing": (
        """
        def read(request):
            if genuine(request):
                return json.loads(request.body)
        """,
        "event = read(request)\nif event is None: return HttpResponse(status=401)",
    ),
    "returns the event or False": (
        """
        def read(request):
            return json.loads(request.body) if genuine(request) else False
        """,
        "event = read(request)\nif not event: return HttpResponse(status=401)",
    ),
    "returns the event or raises": (
        """
        def read(request):
            demand(request)
            return json.loads(request.body)
        """,
        "event = read(request)",
    ),
    "returns a flag and the event": (
        """
        def read(request):
            if not genuine(request):
                return False, None
            return True, json.loads(request.body)
        """,
        "ok, event = read(request)\nif not ok: return HttpResponse(status=401)",
    ),
    "returns the event and an error": (
        """
        def read(request):
            if not genuine(request):
                return None, "forged"
            return json.loads(request.body), None
        """,
        "event, error = read(request)\nif error: return HttpResponse(status=401)",
    ),
    "returns a dict": (
        """
        def read(request):
            if not genuine(request):
                return {"ok": False}
            return {"ok": True, "event": json.loads(request.body)}
        """,
        "verdict = read(request)\nif not verdict['ok']: return HttpResponse(status=401)",
    ),
    "is three calls away": (
        """
        def first(request): return second(request)
        def second(request): return third(request)
        def third(request): return genuine(request)
        """,
        "if not first(request): return HttpResponse(status=401)",
    ),
    "takes parts of the request": (
        """
        def check(body, signature, secret=SECRET):
            return hmac.compare_digest(hmac.new(secret.encode(), body, "sha512").hexdigest(), signature)
        """,
        "if not check(request.body, request.headers['x-paystack-signature']): return HttpResponse(status=401)",
    ),
    "is a method": (
        """
        class Verifier:
            def __init__(self, secret):
                self.secret = secret

            def check(self, request):
                expected = hmac.new(self.secret, request.body, "sha512").hexdigest()
                return hmac.compare_digest(expected, request.headers["x-paystack-signature"])
        """,
        "if not Verifier(SECRET).check(request): return HttpResponse(status=401)",
    ),
    "is a method of an instance of the module": (
        """
        class Verifier:
            def check(self, request):
                return genuine(request)

        verifier = Verifier()
        """,
        "if not verifier.check(request): return HttpResponse(status=401)",
    ),
    "is a static method": (
        """
        class Verifier:
            @staticmethod
            def check(request):
                return genuine(request)
        """,
        "if not Verifier.check(request): return HttpResponse(status=401)",
    ),
    "is a class method": (
        """
        class Verifier:
            secret = SECRET

            @classmethod
            def check(cls, request):
                return genuine(request)
        """,
        "if not Verifier.check(request): return HttpResponse(status=401)",
    ),
    "is a property": (
        """
        class Message:
            def __init__(self, request):
                self.request = request

            @property
            def is_genuine(self):
                return genuine(self.request)
        """,
        "if not Message(request).is_genuine: return HttpResponse(status=401)",
    ),
    "is in the constructor": (
        """
        class Message:
            def __init__(self, request):
                demand(request)
                self.body = request.body
        """,
        "message = Message(request)",
    ),
    "is in a base class": (
        """
        class Base:
            def check(self, request):
                return genuine(request)

        class Paystack(Base):
            def check(self, request):
                return bool(request.body) and super().check(request)
        """,
        "if not Paystack().check(request): return HttpResponse(status=401)",
    ),
    "is called by reference": (
        """
        CHECKS = {"paystack": genuine}
        """,
        "if not CHECKS['paystack'](request): return HttpResponse(status=401)",
    ),
    "is a lambda": (
        """
        check = lambda request: genuine(request)
        """,
        "if not check(request): return HttpResponse(status=401)",
    ),
    "is a partial": (
        """
        from functools import partial

        def signed(secret, request):
            expected = hmac.new(secret, request.body, "sha512").hexdigest()
            return hmac.compare_digest(expected, request.headers["x-paystack-signature"])

        check = partial(signed, SECRET)
        """,
        "if not check(request): return HttpResponse(status=401)",
    ),
    "is awaited": (
        """
        async def check(request):
            return genuine(request)
        """,
        "if not await check(request): return HttpResponse(status=401)",
    ),
    "asserts": (
        """
        def check(request):
            assert genuine(request), "forged"
        """,
        "check(request)",
    ),
    "tries several secrets": (
        """
        def check(request):
            for secret in (SECRET, os.environ["OLD_SECRET"]):
                expected = hmac.new(secret.encode(), request.body, "sha512").hexdigest()
                if hmac.compare_digest(expected, request.headers["x-paystack-signature"]):
                    return True
            return False
        """,
        "if not check(request): return HttpResponse(status=401)",
    ),
}

LEAKY = {
    "true without a secret": (
        """
        def check(request):
            if not SECRET:
                return True
            return genuine(request)
        """,
        "if not check(request): return HttpResponse(status=401)",
    ),
    "true after an exception": (
        """
        def check(request):
            try:
                return genuine(request)
            except Exception:
                return True
        """,
        "if not check(request): return HttpResponse(status=401)",
    ),
    "raises only in one branch": (
        """
        def check(request):
            if request.headers.get("x-paystack-signature"):
                demand(request)
        """,
        "check(request)",
    ),
    "event without a signature": (
        """
        def read(request):
            if "x-paystack-signature" not in request.headers:
                return json.loads(request.body)
            return json.loads(request.body) if genuine(request) else None
        """,
        "event = read(request)\nif event is None: return HttpResponse(status=401)",
    ),
    "flag not asked": (
        """
        def read(request):
            return genuine(request), json.loads(request.body)
        """,
        "ok, event = read(request)",
    ),
    "the other value of a pair asked": (
        """
        def read(request):
            if not genuine(request):
                return False, "forged"
            return True, "genuine"
        """,
        "ok, reason = read(request)\nif not reason: return HttpResponse(status=401)",
    ),
    "asked the wrong way round": (
        """
        def forged(request):
            return not genuine(request)
        """,
        "if not forged(request): return HttpResponse(status=401)",
    ),
    "overridden": (
        """
        class Base:
            def check(self, request):
                return genuine(request)

        class Test(Base):
            def check(self, request):
                super().check(request)
                return True
        """,
        "if not Test().check(request): return HttpResponse(status=401)",
    ),
}


@pytest.mark.parametrize("shape", HELPERS)
def test_a_helper_that_verifies(webhook: Webhook, shape: str):
    helper, use = HELPERS[shape]
    assert webhook(f"{use}\npay(request)", "EKZ201", "EKZ202", before=helper) == []


@pytest.mark.parametrize("shape", HELPERS)
def test_a_helper_that_is_not_called(webhook: Webhook, shape: str):
    helper, _ = HELPERS[shape]
    assert webhook("pay(request)", "EKZ201", "EKZ202", before=helper) == ["EKZ201"]


@pytest.mark.parametrize("shape", LEAKY)
def test_a_helper_that_lets_some_through(webhook: Webhook, shape: str):
    helper, use = LEAKY[shape]
    assert webhook(f"{use}\npay(request)", "EKZ201", "EKZ202", before=helper) == ["EKZ202"]


def _bound(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    return [target.id for target in getattr(node, "targets", []) if isinstance(target, ast.Name)]


@pytest.mark.parametrize("shape", HELPERS)
def test_a_helper_in_another_module(codes: Callable[..., list[str]], webhook: Webhook, shape: str):
    helper, use = HELPERS[shape]
    names = [name for node in ast.parse(dedent(helper)).body for name in _bound(node)]
    webhook("pay(request)", before=helper)
    handler = (
        "import json\nfrom django.http import HttpResponse\nfrom django.views.decorators.csrf import csrf_exempt\n"
        f"from shop.models import Order\nfrom hooks import SECRET, {', '.join(names)}\n\n\n"
        "@csrf_exempt\nasync def other_webhook(request):\n"
    )
    lines = [*use.split("\n"), "order = Order.objects.get(reference=json.loads(request.body)['reference'])"]
    lines += ["order.status = 'paid'", "order.save()", "# paystack"]
    found = codes(("EKZ201", "EKZ202"), other=handler + "".join(f"    {line}\n" for line in lines))
    # The webhook of the first module is reached unverified.
    assert found == ["EKZ201"]
