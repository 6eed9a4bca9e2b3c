import secrets


async def emitir(pool, operacao):
    async with pool.acquire() as conn, conn.transaction():
        pedido = await conn.fetchrow("SELECT id, estado, lugares FROM pedidos WHERE operacao = $1 FOR UPDATE", operacao)
        if pedido is None or pedido["estado"] == "pago":
            return
        await conn.execute("UPDATE pedidos SET estado = 'pago' WHERE id = $1", pedido["id"])
        for _ in range(pedido["lugares"]):
            await conn.execute(
                "INSERT INTO bilhetes (pedido_id, codigo) VALUES ($1, $2)", pedido["id"], secrets.token_hex(8)
            )
