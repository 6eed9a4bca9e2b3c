"""The application. Serve it with `uvicorn app.main:app`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal

from fastapi import Depends, FastAPI
from sqlalchemy import select
from sqlalchemy.orm import Session

from . import checkout
from .database import Base, SessionLocal, engine, get_db
from .models import TicketType
from .webhooks import gateway, tickets


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    """Make the tables, and put something into an empty shop."""
    Base.metadata.create_all(engine)
    with SessionLocal() as db:
        if db.scalar(select(TicketType)) is None:
            db.add(TicketType(show="Noite de Semba", name="Plateia", price=Decimal("7500"), stock=200))
            db.add(TicketType(show="Noite de Semba", name="Camarote", price=Decimal("25000"), stock=20))
            db.commit()
    yield


app = FastAPI(title="Bilheteira", lifespan=lifespan)
app.include_router(checkout.router)
app.include_router(tickets.router)
app.include_router(gateway.router)


@app.get("/shows")
def shows(db: Session = Depends(get_db)) -> list[dict]:
    """What is on sale."""
    kinds = db.scalars(select(TicketType).order_by(TicketType.id))
    return [{"id": kind.id, "show": kind.show, "name": kind.name, "price": str(kind.price)} for kind in kinds]
