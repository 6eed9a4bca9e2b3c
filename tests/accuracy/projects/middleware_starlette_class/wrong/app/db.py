import os

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

engine = create_engine(os.environ["DATABASE_URL"])


def get_db():
    with Session(engine) as session:
        yield session
