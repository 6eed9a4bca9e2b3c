import sqlite3


def mark_paid(order_id):
    connection = sqlite3.connect("store.db")
    connection.execute("UPDATE orders SET status = 'paid' WHERE id = ?", (order_id,))
    connection.commit()
