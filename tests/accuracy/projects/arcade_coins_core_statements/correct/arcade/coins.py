from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from arcade.models import Delivery, Player

PACK = 500


def give_coins(db, event_id, player_id):
    first = db.execute(insert(Delivery).values(event_id=event_id).on_conflict_do_nothing())
    if first.rowcount == 0:
        return
    db.execute(update(Player).where(Player.id == player_id).values(coins=Player.coins + PACK))
    db.commit()
