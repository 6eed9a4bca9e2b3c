import sqlite3

PATH = "radar.db"


def is_new(event_id):
    with sqlite3.connect(PATH) as conn:
        cursor = conn.execute("INSERT OR IGNORE INTO handled (event_id) VALUES (?)", (event_id,))
        return cursor.rowcount == 1
