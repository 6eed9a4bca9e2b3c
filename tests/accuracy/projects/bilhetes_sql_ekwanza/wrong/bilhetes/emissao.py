import secrets


async def emitir(pool, operacao):
    async with pool.acquire() as conn:
        pedido = await conn.fetchrow("SELECT id, lugares FROM pedidos WHERE operacao = $1", operacao)
        if pedido is None:
            return
        await conn.execute("UPDATE pedidos SET estado = 'pago' WHERE id = $1", pedido["id"])
        for _ in range(pedido["lugares"]):
            await conn.execute(
                "INSERT INTO bilhetes (pedido_id, codigo) VALUES ($1, $2)", pedido["id"], secrets.token_hex(8)
            )
