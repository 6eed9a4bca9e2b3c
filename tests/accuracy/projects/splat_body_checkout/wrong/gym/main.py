from fastapi import Body, FastAPI

from gym.memberships import MEMBERSHIPS
from gym.providers.hosted import pay_page

app = FastAPI()


@app.post("/memberships/{membership_id}/checkout")
def checkout(membership_id: str, payload: dict = Body(...)):
    wish = {**MEMBERSHIPS[membership_id], **payload}
    link = pay_page(**wish)  # ekz: EKZ101
    return {"url": link.url}
