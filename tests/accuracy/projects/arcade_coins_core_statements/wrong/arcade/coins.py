from sqlalchemy import update

from arcade.models import Player

PACK = 500


def give_coins(db, event_id, player_id):
    db.execute(update(Player).where(Player.id == player_id).values(coins=Player.coins + PACK))
    db.commit()
