from fastapi import Depends, FastAPI
from pydantic import BaseModel
from sqlmodel import Session, create_engine, select

from tienda.adapters.mercadopago_adapter import MercadoPagoAdapter
from tienda.models import Product, Purchase

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
    wanted = {line.product_id: line.quantity for line in cart.lines}
    products = db.exec(select(Product).where(Product.id.in_(wanted))).all()
    purchase = Purchase(buyer=cart.buyer)
    db.add(purchase)
    db.commit()
    items = [
        {
            "title": product.title,
            "quantity": wanted[product.id],
            "unit_price": product.price_cents,
            "currency_id": "ARS",
        }
        for product in products
    ]
    preference = await gateway.create_preference(items, reference=str(purchase.id))
    purchase.preference_id = preference["id"]
    db.commit()
    return {"url": preference["init_point"]}
