from peewee import BooleanField, CharField, ForeignKeyField, IntegerField, Model, SqliteDatabase

database = SqliteDatabase("loja.db")


class Base(Model):
    class Meta:
        database = database


class Produto(Base):
    nome = CharField()
    estoque = IntegerField(default=0)


class Pedido(Base):
    produto = ForeignKeyField(Produto)
    quantidade = IntegerField(default=1)
    baixado = BooleanField(default=False)
