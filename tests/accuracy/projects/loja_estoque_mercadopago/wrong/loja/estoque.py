from loja.modelos import Pedido, Produto


def baixar(referencia):
    pedido = Pedido.get_or_none(Pedido.id == referencia)
    if pedido is None:
        return
    Produto.update(estoque=Produto.estoque - pedido.quantidade).where(Produto.id == pedido.produto_id).execute()
