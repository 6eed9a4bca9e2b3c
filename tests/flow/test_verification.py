"""Whether an effect is reached only by a verified message, whatever the shape of the code before it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Webhook = Callable[..., list[str]]

PROVEN = {
    "early return, negative": """
        if not genuine(request):
            return HttpResponse(status=401)
        pay(request)
    """,
    "effect in the positive branch": """
        if genuine(request):
            pay(request)
        return HttpResponse()
    """,
    "else branch of the negative": """
        if not genuine(request):
            response = HttpResponse(status=401)
        else:
            pay(request)
            response = HttpResponse()
        return response
    """,
    "elif": """
        if request.method != "POST":
            return HttpResponse(status=405)
        elif not genuine(request):
            return HttpResponse(status=401)
        pay(request)
    """,
    "nested ifs": """
        if request.method == "POST":
            if genuine(request):
                pay(request)
        return HttpResponse()
    """,
    "flag in a variable": """
        ok = genuine(request)
        if not ok:
            return HttpResponse(status=401)
        pay(request)
    """,
    "flag is False": """
        ok = genuine(request)
        if ok is False:
            return HttpResponse(status=401)
        pay(request)
    """,
    "flag == True": """
        if genuine(request) == True:
            pay(request)
    """,
    "walrus": """
        if not (ok := genuine(request)):
            return HttpResponse(status=401)
        pay(request)
    """,
    "two negations": """
        if not not genuine(request):
            pay(request)
    """,
    "and": """
        if request.method == "POST" and genuine(request):
            pay(request)
    """,
    "and, the other way round": """
        if genuine(request) and request.method == "POST":
            pay(request)
    """,
    "negated or": """
        if request.method != "POST" or not genuine(request):
            return HttpResponse(status=400)
        pay(request)
    """,
    "negation of a conjunction": """
        if not (request.method == "POST" and genuine(request)):
            return HttpResponse(status=400)
        pay(request)
    """,
    "conditional expression": """
        return pay(request) if genuine(request) else HttpResponse(status=401)
    """,
    "conditional expression as a flag": """
        ok = genuine(request) if request.body else False
        if not ok:
            return HttpResponse(status=401)
        pay(request)
    """,
    "conditional test": """
        if (False if not request.body else genuine(request)):
            pay(request)
    """,
    "assert": """
        assert genuine(request)
        pay(request)
    """,
    "raise": """
        if not genuine(request):
            raise Forged
        pay(request)
    """,
    "helper that raises": """
        demand(request)
        pay(request)
    """,
    "helper that raises, in a try that answers": """
        try:
            demand(request)
        except Forged:
            return HttpResponse(status=401)
        pay(request)
    """,
    "effect in the try": """
        try:
            demand(request)
            pay(request)
        except Exception:
            return HttpResponse(status=400)
        return HttpResponse()
    """,
    "effect in the else": """
        try:
            demand(request)
        except Forged:
            response = HttpResponse(status=401)
        else:
            pay(request)
            response = HttpResponse()
        return response
    """,
    "except that raises again": """
        try:
            demand(request)
        except Forged as error:
            print(error)
            raise
        pay(request)
    """,
    "except that leaves a None": """
        event = None
        try:
            event = stripe.Webhook.construct_event(request.body, request.headers["stripe-signature"], SECRET)
        except ValueError:
            pass
        if event is None:
            return HttpResponse(status=400)
        pay(request)
    """,
    "flag set in the try": """
        ok = False
        try:
            demand(request)
            ok = True
        except Forged:
            pass
        if ok:
            pay(request)
    """,
    "finally that only cleans up": """
        try:
            demand(request)
        finally:
            print("done")
        pay(request)
    """,
    "return in a finally-protected try": """
        try:
            if not genuine(request):
                return HttpResponse(status=401)
        finally:
            print("done")
        pay(request)
    """,
    "match on the flag": """
        match genuine(request):
            case True:
                pay(request)
            case False:
                return HttpResponse(status=401)
    """,
    "match on the method": """
        match request.method:
            case "POST" if genuine(request):
                pay(request)
            case _:
                return HttpResponse(status=405)
    """,
    "for over several secrets, with a break": """
        for secret in (SECRET, os.environ["OLD_SECRET"]):
            expected = hmac.new(secret.encode(), request.body, hashlib.sha512).hexdigest()
            if hmac.compare_digest(expected, request.headers["x-paystack-signature"]):
                break
        else:
            return HttpResponse(status=401)
        pay(request)
    """,
    "for over several secrets, with a flag": """
        ok = False
        for secret in (SECRET, os.environ["OLD_SECRET"]):
            expected = hmac.new(secret.encode(), request.body, hashlib.sha512).hexdigest()
            if hmac.compare_digest(expected, request.headers["x-paystack-signature"]):
                ok = True
        if not ok:
            return HttpResponse(status=401)
        pay(request)
    """,
    "any": """
        expected = [hmac.new(s.encode(), request.body, hashlib.sha512).hexdigest() for s in (SECRET, "old")]
        if not any(hmac.compare_digest(each, request.headers["x-paystack-signature"]) for each in expected):
            return HttpResponse(status=401)
        pay(request)
    """,
    "effect in a loop after the guard": """
        if not genuine(request):
            return HttpResponse(status=401)
        for _ in json.loads(request.body)["items"]:
            pay(request)
    """,
    "guard in the loop": """
        for _ in json.loads(request.body)["items"]:
            if not genuine(request):
                continue
            pay(request)
    """,
    "while": """
        while not genuine(request):
            return HttpResponse(status=401)
        pay(request)
    """,
    "with": """
        with open("log") as log:
            if not genuine(request):
                return HttpResponse(status=401)
        pay(request)
    """,
    "bool of the flag": """
        if not bool(genuine(request)):
            return HttpResponse(status=401)
        pay(request)
    """,
    "inner function": """
        def process():
            pay(request)

        if genuine(request):
            process()
    """,
    "lambda": """
        process = lambda: pay(request)
        if genuine(request):
            process()
    """,
    "no secret, no service": """
        if not SECRET:
            return HttpResponse(status=500)
        if not genuine(request):
            return HttpResponse(status=401)
        pay(request)
    """,
    "header missing or wrong": """
        signature = request.headers.get("x-paystack-signature")
        if not signature or not genuine(request):
            return HttpResponse(status=401)
        pay(request)
    """,
    "short circuit as a statement": """
        genuine(request) and pay(request)
    """,
    "answer in a variable": """
        error = None if genuine(request) else HttpResponse(status=401)
        if error:
            return error
        pay(request)
    """,
    "state of a verdict": """
        verdict = "genuine" if genuine(request) else "forged"
        if verdict != "genuine":
            return HttpResponse(status=401)
        pay(request)
    """,
}

UNPROVEN = {
    "nothing": """
        pay(request)
    """,
    "effect before the guard": """
        pay(request)
        if not genuine(request):
            return HttpResponse(status=401)
    """,
    "effect in the negative branch": """
        if not genuine(request):
            pay(request)
        return HttpResponse()
    """,
    "logged only": """
        if not genuine(request):
            print("forged")
        pay(request)
    """,
    "result dropped": """
        genuine(request)
        pay(request)
    """,
    "result kept and not asked": """
        ok = genuine(request)
        pay(request)
    """,
    "one branch only": """
        if request.headers.get("x-paystack-signature"):
            if not genuine(request):
                return HttpResponse(status=401)
        pay(request)
    """,
    "only if there is a header": """
        if "x-paystack-signature" in request.headers and not genuine(request):
            return HttpResponse(status=401)
        pay(request)
    """,
    "or": """
        if genuine(request) or request.headers.get("x-debug"):
            pay(request)
    """,
    "negated and": """
        if not genuine(request) and not settings.DEBUG:
            return HttpResponse(status=401)
        pay(request)
    """,
    "except passes": """
        try:
            demand(request)
        except Forged:
            pass
        pay(request)
    """,
    "effect in the except": """
        try:
            demand(request)
        except Forged:
            pay(request)
        return HttpResponse()
    """,
    "effect in the finally": """
        try:
            demand(request)
        finally:
            pay(request)
    """,
    "suppressed": """
        with suppress(Forged):
            demand(request)
        pay(request)
    """,
    "conditional expression the wrong way round": """
        return HttpResponse(status=401) if genuine(request) else pay(request)
    """,
    "flag set in the except too": """
        ok = False
        try:
            demand(request)
            ok = True
        except Forged:
            ok = True
        if ok:
            pay(request)
    """,
    "match falls through": """
        match genuine(request):
            case False:
                print("forged")
        pay(request)
    """,
    "loop that may not run": """
        for secret in json.loads(request.body)["items"]:
            if not genuine(request):
                return HttpResponse(status=401)
        pay(request)
    """,
    "loop that goes on": """
        for secret in (SECRET, os.environ["OLD_SECRET"]):
            expected = hmac.new(secret.encode(), request.body, hashlib.sha512).hexdigest()
            if not hmac.compare_digest(expected, request.headers["x-paystack-signature"]):
                continue
        pay(request)
    """,
    "while that may not run": """
        while json.loads(request.body).get("more"):
            demand(request)
        pay(request)
    """,
    "default True": """
        ok = True
        if request.headers.get("x-paystack-signature"):
            ok = genuine(request)
        if ok:
            pay(request)
    """,
    "helper that swallows": """
        quietly(request)
        pay(request)
    """,
}
BEFORE = """
def quietly(request):
    try:
        demand(request)
    except Exception:
        return None
"""


@pytest.mark.parametrize("shape", PROVEN)
def test_verified_on_every_path(webhook: Webhook, shape: str):
    assert webhook(PROVEN[shape], "EKZ201", "EKZ202") == []


@pytest.mark.parametrize("shape", UNPROVEN)
def test_reached_unverified(webhook: Webhook, shape: str):
    tried = "EKZ201" if shape == "nothing" else "EKZ202"
    assert webhook(UNPROVEN[shape], "EKZ201", "EKZ202", before=BEFORE) == [tried]
