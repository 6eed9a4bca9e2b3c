"""Only the annotation tells which service the application holds."""

from aiohttp import web
from sqlalchemy import select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Invoice(Base):
    __tablename__ = "invoices"
    number: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str]


class PayPalService:
    def __init__(self, sessions) -> None:
        self.sessions = sessions

    async def paid(self, message: dict) -> None:
        async with self.sessions() as session:
            found = await session.execute(select(Invoice).where(Invoice.number == message["custom"]))
            invoice = found.scalar_one()
            invoice.state = "paid"
            await session.commit()


async def paypal_ipn_route(request: web.Request) -> web.Response:  # ekz: EKZ201
    service: PayPalService = request.app["paypal"]
    await service.paid(dict(await request.post()))
    return web.Response(text="ok")


def routes(app: web.Application) -> None:
    app.router.add_post("/paypal/ipn", paypal_ipn_route)
