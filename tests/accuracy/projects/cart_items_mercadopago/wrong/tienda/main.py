from fastapi import Depends, FastAPI
from pydantic import BaseModel
from sqlmodel import Session, create_engine

from tienda.adapters.mercadopago_adapter import MercadoPagoAdapter
from tienda.models import Purchase

app = FastAPI()
engine = create_engine("sqlite:///tienda.db")


class Line(BaseModel):
    product_id: int
    title: str
    quantity: int
    unit_price: int


class Cart(BaseModel):
    buyer: str
    lines: list[Line]


def session():
    with Session(engine) as opened:
        yield opened


@app.post("/carts")
async def pay(cart: Cart, db: Session = Depends(session), gateway: MercadoPagoAdapter = Depends()):
    purchase = Purchase(buyer=cart.buyer)
    db.add(purchase)
    db.commit()
    items = [
        {"title": line.title, "quantity": line.quantity, "unit_price": line.unit_price, "currency_id": "ARS"}
        for line in cart.lines
    ]
    preference = await gateway.create_preference(items, reference=str(purchase.id))  # ekz: EKZ101
    purchase.preference_id = preference["id"]
    db.commit()
    return {"url": preference["init_point"]}
