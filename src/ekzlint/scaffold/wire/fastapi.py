"""FastAPI: `app.include_router(payments_router)`."""

from __future__ import annotations

from ekzlint.scaffold.target import Target
from ekzlint.scaffold.wire import Wiring
from ekzlint.scaffold.wire.router import register


def wire(target: Target) -> Wiring:
    """Include the routes where the application is made."""
    module = f"{target.package}.web.routes"
    found = None
    if target.application is not None:
        found = register(target.application, "FastAPI", module, "router", "payments_router", "include_router")
    if target.application is None or found is None:
        return Wiring(
            by_hand=(f"from {module} import router as payments_router", "app.include_router(payments_router)")
        )
    old, text = found
    return Wiring() if text.encode() == old else Wiring(edits=((target.application, old, text),))
