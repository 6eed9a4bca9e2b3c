"""Flask: `app.register_blueprint(payments_blueprint)`."""

from __future__ import annotations

from ekzlint.scaffold.target import Target
from ekzlint.scaffold.wire import Wiring
from ekzlint.scaffold.wire.router import register


def wire(target: Target) -> Wiring:
    """Register the blueprint where the application is made."""
    module = f"{target.package}.web.routes"
    found = None
    if target.application is not None:
        found = register(target.application, "Flask", module, "blueprint", "payments_blueprint", "register_blueprint")
    if target.application is None or found is None:
        return Wiring(
            by_hand=(
                f"from {module} import blueprint as payments_blueprint",
                "app.register_blueprint(payments_blueprint)",
            )
        )
    old, text = found
    return Wiring() if text.encode() == old else Wiring(edits=((target.application, old, text),))
