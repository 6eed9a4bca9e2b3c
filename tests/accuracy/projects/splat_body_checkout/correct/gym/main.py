from fastapi import Body, FastAPI

from gym.memberships import MEMBERSHIPS
from gym.providers.hosted import pay_page

app = FastAPI()


@app.post("/memberships/{membership_id}/checkout")
def checkout(membership_id: str, payload: dict = Body(...)):
    wish = {**payload, **MEMBERSHIPS[membership_id]}
    link = pay_page(**wish)
    return {"url": link.url}
