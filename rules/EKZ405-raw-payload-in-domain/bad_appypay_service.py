"""The service of the tickets is handed AppyPay's body."""

from aiohttp import web

from gateway.ekwanza_client import EkwanzaClient
from tickets.models import Ticket
from tickets.seats import issue_seat

routes = web.RouteTableDef()
client = EkwanzaClient()


class TicketService:
    async def confirm(self, data):
        ticket = await Ticket.get(reference=data["merchantTransactionId"])
        await issue_seat(ticket.order, ticket.seat)


tickets = TicketService()


@routes.post("/webhooks/appypay")
async def appypay_webhook(request):
    body = await request.json()
    await client.verify_callback(body, request.headers["x-signature"])
    await tickets.confirm(body)  # ekz: EKZ405
    return web.json_response({})
