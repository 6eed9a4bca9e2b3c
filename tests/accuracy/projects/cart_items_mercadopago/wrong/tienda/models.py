from sqlmodel import Field, SQLModel


class Product(SQLModel, table=True):
    id: int = Field(primary_key=True)
    title: str
    price_cents: int


class Purchase(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    buyer: str
    preference_id: str = ""
