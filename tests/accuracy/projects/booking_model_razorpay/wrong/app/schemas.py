from pydantic import BaseModel, Field


class StayIn(BaseModel):
    room_id: int
    nights: int = Field(gt=0, le=30)
    total: float = Field(gt=0)
