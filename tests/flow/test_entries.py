"""Handlers of every framework are seen, whether a decorator, a table or a platform ties them to their route."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from ekzlint.config import Config
from ekzlint.mapping import draw_map

_SIGNED = """
def genuine(body, sent):
    expected = hmac.new(os.environ["PAYSTACK_SECRET_KEY"].encode(), body, hashlib.sha512).hexdigest()
    return hmac.compare_digest(expected, sent)
"""
_HANDLERS = {
    "aiohttp, added to the router": """
        from aiohttp import web

        async def incoming(request):
            body = await request.read()
            if genuine(body, request.headers["x-paystack-signature"]):
                settle(json.loads(body)["data"])
            return web.Response()

        def make(app):
            app.router.add_post("/paystack", incoming)
        """,
    "aiohttp, in a list of routes": """
        from aiohttp import web

        async def incoming(request):
            if genuine(await request.read(), request.headers["x-paystack-signature"]):
                settle((await request.json())["data"])
            return web.Response()

        app = web.Application()
        app.add_routes([web.post("/paystack/webhook", incoming)])
        """,
    "a method of a server of one's own": """
        from aiohttp import web

        class Server:
            def start(self, app):
                app.router.add_post("/paystack/webhook", self.incoming)

            async def incoming(self, request: web.Request):
                settle((await request.json())["data"])
                return web.Response()
        """,
    "tornado": """
        import tornado.web

        class PaystackWebhook(tornado.web.RequestHandler):
            def post(self):
                if genuine(self.request.body, self.request.headers["x-paystack-signature"]):
                    settle(json.loads(self.request.body)["data"])
        """,
    "tornado, with the path in the application": """
        import tornado.web

        class Incoming(tornado.web.RequestHandler):
            def post(self):
                settle({"reference": self.get_argument("reference")})

        app = tornado.web.Application([(r"/paystack/webhook", Incoming)])
        """,
    "odoo": """
        from odoo import http

        class Controller(http.Controller):
            _url = "/payment/paystack/webhook"

            @http.route(_url, type="http", auth="public", methods=["POST"], csrf=False)
            def incoming(self, **post):
                settle(post)
        """,
    "frappe": """
        import frappe

        @frappe.whitelist(allow_guest=True)
        def paystack_webhook(**kwargs):
            settle(kwargs["data"])
        """,
    "bottle": """
        from bottle import post, request

        @post("/paystack/webhook")
        def incoming():
            settle(request.json["data"])
        """,
    "falcon": """
        import falcon

        class Incoming:
            def on_post(self, req, resp):
                if genuine(req.bounded_stream.read(), req.get_header("x-paystack-signature")):
                    settle(req.media["data"])
        """,
    "sanic": """
        from sanic import Sanic

        app = Sanic("shop")

        @app.post("/paystack/webhook")
        async def incoming(request):
            settle(request.json["data"])
        """,
    "starlette": """
        from starlette.routing import Route

        async def incoming(request):
            settle((await request.json())["data"])

        routes = [Route("/paystack/webhook", incoming, methods=["POST"])]
        """,
    "litestar": """
        from litestar import Request, post

        @post("/paystack/webhook")
        async def incoming(request: Request) -> None:
            settle((await request.json())["data"])
        """,
    "flask, by a rule": """
        from flask import Flask, request

        app = Flask(__name__)

        def incoming():
            settle(request.get_json()["data"])

        app.add_url_rule("/paystack/webhook", view_func=incoming, methods=["POST"])
        """,
    "a lambda": """
        def handler(event, context):
            if genuine(event["body"].encode(), event["headers"]["x-paystack-signature"]):
                settle(json.loads(event["body"])["data"])
            return {"statusCode": 200}
        """,
    "a function of a cloud": """
        import functions_framework

        @functions_framework.http
        def paystack_webhook(request):
            settle(request.get_json()["data"])
        """,
    "http.server": """
        from http.server import BaseHTTPRequestHandler

        class handler(BaseHTTPRequestHandler):
            def do_POST(self):
                if genuine(self.rfile.read(), self.headers.get("x-paystack-signature")):
                    settle(json.loads(self.rfile.read())["data"])
        """,
}


def _project(folder: Path, handler: str) -> list[str]:
    head = "import hashlib, hmac, json, os\n\nfrom shop.payments import settle\n"
    (folder / "app.py").write_text(head + _SIGNED + dedent(handler), encoding="utf-8")
    return [point.kind for point in draw_map([folder], Config()).points]


@pytest.mark.parametrize("framework", _HANDLERS)
def test_a_webhook_is_one_in_every_framework(framework: str, tmp_path: Path):
    assert _project(tmp_path, _HANDLERS[framework]) == ["webhook"]


def test_the_file_of_a_function_without_a_name_of_its_own_tells_what_it_is(tmp_path: Path):
    folder = tmp_path / "paystack_webhook"
    folder.mkdir()
    text = 'import json\n\n\ndef handler(event, context):\n    settle(json.loads(event["body"])["data"])\n'
    (folder / "main.py").write_text(text, encoding="utf-8")
    (tmp_path / "pyproject.toml").touch()
    assert [point.kind for point in draw_map([folder], Config()).points] == ["webhook"]


def test_a_function_of_two_such_parameters_that_the_module_calls_itself_is_no_entry(tmp_path: Path):
    text = 'def webhook(event, context):\n    settle(event["payment"])\n\n\nwebhook({}, None)\n'
    (tmp_path / "paystack.py").write_text(text, encoding="utf-8")
    assert not draw_map([tmp_path], Config()).points


VIEW = """\
import json


def incoming(request):
    settle_payment(json.loads(request.body)["data"])


def statement(request):
    settle_payment(json.loads(request.body)["data"])
"""


def test_the_path_in_urls_names_a_django_view(tmp_path: Path):
    (tmp_path / "billing").mkdir()
    (tmp_path / "billing" / "__init__.py").touch()
    (tmp_path / "billing" / "views.py").write_text(VIEW, encoding="utf-8")
    urls = (
        "from django.urls import path\nfrom django.views.decorators.csrf import csrf_exempt\n\nfrom . import views\n\n"
        'urlpatterns = [path("paystack/webhook/", csrf_exempt(views.incoming)), path("statement/", views.statement)]\n'
    )
    (tmp_path / "billing" / "urls.py").write_text(urls, encoding="utf-8")
    points = draw_map([tmp_path], Config()).points
    assert [(p.kind, p.function, p.route) for p in points] == [("webhook", "incoming", "paystack/webhook/")]


HOOK = """\
from payme.views import PaymeWebHookAPIView

from shop.models import Order


class Incoming(PaymeWebHookAPIView):
    def handle_successfully_payment(self, params, result, *args, **kwargs):
        order = Order.objects.get(id=params["account"]["order_id"])
        order.status = "paid"
        order.save()
"""


def test_what_a_library_calls_with_a_verified_message_is_a_webhook_that_is_verified(tmp_path: Path):
    (tmp_path / "hooks.py").write_text(HOOK, encoding="utf-8")
    (point,) = draw_map([tmp_path], Config()).points
    assert (point.kind, point.provider) == ("webhook", "payme")
    assert next(step.proof for step in point.steps if step.name == "verify") == "proven"
