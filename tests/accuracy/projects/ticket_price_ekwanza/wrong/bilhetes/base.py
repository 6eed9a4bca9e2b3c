from contextlib import contextmanager

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

motor = create_engine("sqlite:///bilhetes.db")


@contextmanager
def sessao():
    with Session(motor) as db:
        yield db
