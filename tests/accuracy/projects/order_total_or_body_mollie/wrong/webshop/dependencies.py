import os

from mollie.api.client import Client
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

from webshop.adapters.mollie_payments import Payments

factory = async_sessionmaker(create_async_engine(os.environ["DATABASE_URL"]))


async def session():
    async with factory() as opened:
        yield opened


def payments() -> Payments:
    client = Client()
    client.set_api_key(os.environ["MOLLIE_API_KEY"])
    return Payments(client)
