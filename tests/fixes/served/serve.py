"""Serves one example after another, and tells what each did with each message: a program, so that Django can be set up.

Reads a list of cases as JSON: [{"path", "handler", "provider"}]; prints {path: {message: {"status", "effects"}}}.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import logging
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from urllib.parse import urlencode

from served import fakes, messages, paypal, yookassa
from served.messages import KEY, Message

Post = Callable[[Message], int]


def main() -> None:
    cases = json.load(sys.stdin)
    _set_up(cases)
    told = {}
    for number, case in enumerate(cases):
        told[case["path"]] = {}
        for word, message in messages.to_try(case["provider"]).items():
            _configure(case["settings"], "" if word == "unconfigured" else KEY)
            told[case["path"]][word] = _tried(f"example{number}_{word}", case, message)
    print(json.dumps(told))


def _tried(package: str, case: dict[str, str], message: Message) -> dict[str, object]:
    fakes.EFFECTS.clear()
    try:
        post = served(fakes.load(Path(case["path"]), package), case["handler"])
        fakes.EFFECTS.clear()
        status = post(message)
    except Exception:
        # What no framework caught, such as a secret that is not there.
        return {"status": 500, "effects": list(fakes.EFFECTS), "error": traceback.format_exc()}
    return {"status": status, "effects": list(fakes.EFFECTS)}


def _set_up(cases: list[dict[str, str]]) -> None:
    logging.disable()
    import django
    from django.conf import settings

    apps = ["django.contrib.contenttypes", "django.contrib.auth", "rest_framework"]
    settings.configure(SECRET_KEY="x", ALLOWED_HOSTS=["*"], INSTALLED_APPS=apps, DATABASES={}, USE_TZ=True)
    django.setup()
    import aiohttp
    import httpx
    import requests

    requests.post = paypal.answer  # type: ignore[assignment]
    aiohttp.ClientSession.get = yookassa.get  # type: ignore[assignment,method-assign]
    httpx.AsyncClient.get = yookassa.answer_later  # type: ignore[assignment,method-assign]
    httpx.AsyncClient.post = paypal.answer_later  # type: ignore[assignment,method-assign]
    sys.meta_path.append(fakes.Finder())  # type: ignore[arg-type]


def _configure(names: list[str], value: str) -> None:
    from django.conf import settings

    # Whoever forgets the secrets is as likely to leave this on.
    settings.DEBUG = not value
    for name in names:
        setattr(settings, name, value)
        if value:
            os.environ[name] = value
        else:
            os.environ.pop(name, None)


def served(module: ModuleType, handler: str) -> Post:
    """How to post a message to the handler of that name, by the framework that it is written for."""
    used = {name.partition(".")[0] for name in _imported(module)}
    for framework, serve in (("fastapi", _fastapi), ("flask", _flask), ("aiohttp", _aiohttp), ("django", _django)):
        if framework in used or (framework == "django" and "rest_framework" in used):
            return serve(module, handler)
    raise LookupError(f"no framework in {module.__file__}")


def _imported(module: ModuleType) -> set[str]:
    found = {value.__name__ for value in vars(module).values() if isinstance(value, ModuleType)}
    return found | {getattr(value, "__module__", "") or "" for value in vars(module).values()}


def _fastapi(module: ModuleType, handler: str) -> Post:
    from fastapi import APIRouter, FastAPI
    from fastapi.testclient import TestClient

    app = next((value for value in vars(module).values() if isinstance(value, FastAPI)), None) or FastAPI()
    for value in vars(module).values():
        if isinstance(value, APIRouter):
            app.include_router(value)
    path = app.url_path_for(handler)
    client = TestClient(app, raise_server_exceptions=False)

    def post(message: Message) -> int:
        headers = {"Content-Type": "application/json", **message.headers}
        return client.post(path, content=message.body, headers=headers, params=message.query).status_code

    return post


def _flask(module: ModuleType, handler: str) -> Post:
    from flask import Blueprint, Flask

    app = next((value for value in vars(module).values() if isinstance(value, Flask)), None) or Flask(__name__)
    for value in vars(module).values():
        if isinstance(value, Blueprint):
            app.register_blueprint(value)
    app.config.update({name: text for name, text in os.environ.items() if text == KEY})
    rule = next(rule for rule in app.url_map.iter_rules() if rule.endpoint.rpartition(".")[2] == handler)

    def post(message: Message) -> int:
        headers = {"Content-Type": "application/json", **message.headers}
        answer = app.test_client().post(rule.rule, data=message.body, headers=headers, query_string=message.query)
        return answer.status_code

    return post


def _aiohttp(module: ModuleType, handler: str) -> Post:
    from aiohttp import web
    from aiohttp.test_utils import TestClient, TestServer

    owner, _, method = handler.rpartition(".")

    async def talk(message: Message) -> int:
        app = web.Application()
        app.router.add_route("POST", "/hook", getattr(module, owner or method))
        async with TestClient(TestServer(app)) as client:
            headers = {"Content-Type": "application/json", **message.headers}
            answer = await client.post("/hook", data=message.body, headers=headers, params=message.query)
            return answer.status

    return lambda message: asyncio.run(talk(message))


def _django(module: ModuleType, handler: str) -> Post:
    from django.test import RequestFactory

    owner, _, method = handler.rpartition(".")
    view = getattr(module, owner).as_view() if owner else getattr(module, method)

    def post(message: Message) -> int:
        request = RequestFactory().post(
            f"/hook?{urlencode(message.query)}", message.body, content_type="application/json", headers=message.headers
        )
        answer = view(request)
        return int(asyncio.run(answer).status_code if inspect.isawaitable(answer) else answer.status_code)

    return post


if __name__ == "__main__":
    main()
