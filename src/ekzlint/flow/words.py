"""The English, Portuguese and Spanish words by which payment code names things."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_ACRONYM = re.compile(r"(?<=[A-Z0-9])(?=[A-Z][a-z])")

MONEY: Final = frozenset(
    "amount amounts price prices total totals subtotal cost fee fees valor montante preco monto importe "
    "balance saldo paid grand sum payable charge unit_amount transaction_amount unit_price kwanzas rupees "
    "paisa cents kobo money fare rent precio precios preco precos custo costo coste tarifa montant prix harga nominal "
    "worth".split()
)
_BESIDE_MONEY: Final = frozenset(
    "id ids type bearer currency status at by on method code name key date reference ref url label text note count "
    "items item quantity link plan day days month year month interval period enabled required editable flag number "
    "paid_by to object category slug percent pct percentage rate description reason score scores "
    "weight rating distance duration hours minutes seconds time times size length points views users seats tokens "
    "kwh kg km limit limits threshold count attempts pages bytes votes marks".split()
)
"""Last words of names that speak of money and hold something else."""
_PIECES: Final = frozenset("item items stock unit units ticket tickets pieces".split())
PRICE: Final = frozenset("price prices preco precos precio precios fare tariff tarifa".split())
ACCOUNT: Final = frozenset(
    "account accounts ledger balance credit credits cart pricing coupon discount receipt refund loan commission "
    "earning payroll salary contribution penalty fine installment parcela lancamento conta caixa cobranca".split()
)
"""What holds money beside payments, orders and what has a price."""
QUANTITY: Final = frozenset(
    "quantity quantities qty qtd quantidade cantidad count num number seats nights days hours guests "
    "units months years people persons tickets adults children copies duration weeks".split()
)
TOP_UP: Final = frozenset(
    "topup top deposit deposits donation donations donate donor tip tips wallet fund funding recharge "
    "recarga doacao deposito contribution contribute gift pledge credits carregar carregamento saldo "
    "refill tithe offering".split()
)
GIFT: Final = frozenset("donation donations donate donor tip tips topup deposit pledge tithe offering doacao".split())
"""Words that name the purpose even as a field's: a wallet is paid from as well as into."""
SENT_OUT: Final = frozenset(
    "withdraw withdrawal withdrawals payout payouts transfer transfers cashout disburse disbursement settlement "
    "settlements saque levantamento retiro refund refunds reembolso".split()
)
"""Money of the client's own, or that goes back to them: how much is theirs to say, within what they have."""
PRICED: Final = frozenset(
    "order orders product products course courses item items plan plans booking bookings invoice invoices cart "
    "ticket tickets event events package packages subscription reservation appointment consultation room session "
    "service listing property tournament lesson class book variant basket pedido encomenda produto reserva "
    "evento curso producto plano bundle membership tier fee bill house unit tenant".split()
)
"""What has a price of its own."""
DONE: Final = frozenset(
    "paid pago paga complete completed success successful succeeded confirmed confirm processed fulfilled "
    "delivered approved done active activated credited verified settled captured finished issued shipped "
    "handled accepted closed refunded failed cancelled canceled expired consumed used pagado aprovado "
    "concluido processado".split()
)
FAILED: Final = frozenset(
    "failed fail failure cancelled canceled rejected declined invalid error expired abandoned unverified falhou "
    "falhado cancelado cancelada rejeitado expirado recusado".split()
)
OPEN: Final = frozenset(
    "pending created initiated new processing waiting unpaid draft open pendente pendiente requires "
    "started initial awaiting init incomplete reserved unprocessed queued submitted received".split()
)
STATE_KEYS: Final = frozenset("status state paid processed completed fulfilled stage estado situacao phase".split())
COUNTERS: Final = frozenset("attempts attempt retries retry tries views hits version failures errors delivery".split())
ENTRY: Final = frozenset(
    "webhook webhooks hook hooks callback callbacks ipn notify notification notifications notificacao "
    "notificacoes confirmation listener postback itn result".split()
)
VERIFY: Final = frozenset(
    "verify verified verifies validate valid validation check authenticate authentic verificar validar".split()
)
SIGNED: Final = frozenset(
    "signature signatures hmac webhook webhooks sign signed hash token assinatura ipn event callback secret".split()
)
AUTHENTIC: Final = frozenset(
    "signature signatures signed sign hmac hash secret token assinatura firma ipn authentic authenticate sender "
    "origin ip ips".split()
)
"""Names that can only be about who sent a message; `validate_callback` may as well look at its fields."""
SECRET: Final = frozenset("secret secrets token key password passkey hash signature hmac sig".split())
REFETCH: Final = frozenset(
    "verify retrieve fetch query get check lookup status confirm consultar verificar validate".split()
)
REFETCHED: Final = frozenset(
    "payment transaction order charge intent session checkout invoice stk status pagamento pago reference "
    "subscription".split()
)
CONVERTS: Final = frozenset(
    "cents to convert converted format parse round rounded normalize normalise quantize minor decimal "
    "kobo paise centavos amount sanitize money currency float int".split()
)
LOG_ROW: Final = frozenset(
    "log logs logentry audit event events webhook webhooks raw history activity trace callback callbacks calls backs "
    "notification notifications payload payloads ipn".split()
)
EVENT_KEYS: Final = (
    DONE | LOG_ROW | {"seen", "ids", "event", "events", "known", "keys", "dedupe", "idempotency", "webhooks"}
)
"""What a list of events that were handled already is called, and the keys in it."""
REPEATS: Final = frozenset(
    "credit issue send deliver grant extend fulfil fulfill ship notify mail email sms award add increment "
    "topup provision payout transfer refund restock renew enroll enrol generate create allocate publish".split()
)
MAKES: Final = frozenset("create generate allocate add publish transfer".split())
"""Verbs that repeat only with an object that matters."""
GOODS: Final = frozenset(
    "ticket tickets order orders invoice invoices receipt receipts enrollment enrollments enrolment subscription "
    "subscriptions payment payments transaction transactions booking bookings credit credits balance points license "
    "licence licenses voucher vouchers coupon entitlement entitlements membership registration ledger entry deposit "
    "shipment notification notifications donation commission commissions payout funds money purchase completed "
    "bilhete pedido encomenda".split()
)
ACTS: Final = REPEATS | frozenset(
    "mark update complete confirm activate process save set finalize finalise upgrade handle approve "
    "cancel record settle unlock register insert write store apply change subscribe expire release".split()
)
PAYMENT_ROW: Final = frozenset(
    "payment payments transaction transactions order orders invoice invoices charge checkout purchase "
    "booking bookings pagamento pagamentos transacao txn stk mpesa bill bills payout payouts subscription "
    "subscriptions reservation reservations encomenda encomendas pedido pedidos reserva reservas sale sales venda "
    "vendas billing purchases charges checkouts".split()
)
CATALOGUE: Final = frozenset(
    "product products course courses plan plans item items price prices variant variants sku package packages "
    "service services category categories coupon coupons promo discount discounts tier tiers bundle "
    "bundles event events ticket tickets listing listings "
    "tickettype room rooms hotel hotels book books movie movies show shows flight flights car cars vehicle "
    "property properties tour tours rate rates pricing ebook ebooks game games artwork artworks artist menu menus "
    "meal meals dish dishes food foods pizza pizzas cart carts basket "
    "baskets bag wishlist produto produtos curso cursos plano planos evento eventos bilhete carrinho cesto preco "
    "catalogo producto productos carrito".split()
)
"""What is sold, or is about to be ordered: no request for payment yet."""
PEOPLE: Final = frozenset(
    "user users customer customers client clients profile profiles account accounts member members buyer seller "
    "vendor merchant merchants shop store shops stores tenant organization organisation company address addresses "
    "settings setting config configuration credentials token session device wallet wallets utilizador cliente "
    "usuario usuarios perfil conta carteira employee employees staff student students teacher teachers doctor doctors "
    "owner owners host hosts admin admins buyers sellers vendors tenants guest guests patient patients driver "
    "drivers landlord landlords".split()
)
"""Who pays or is paid, and what the shop keeps of itself."""
PAID: Final = frozenset(
    "paid pago paga payed complete completed success successful succeeded confirmed fulfilled approved settled "
    "captured ordered active activated concluido confirmado aprovado pagado liquidado".split()
)
"""States and flags of something that is paid for."""
GRANTS: Final = frozenset(
    "membership member premium pro subscribed subscriber subscribers vip unlocked access enrolled upgraded students "
    "members purchased bought buyers owned participants attendees".split()
)
"""Flags and relations by which a customer has what was paid for."""
RETURNS: Final = frozenset(
    "success successful return returned complete completed thank thanks thankyou done redirect confirm confirmed "
    "confirmation callback execute executed finish sucesso retorno obrigado concluido exito gracias".split()
)
"""How the page is called that the browser comes back to."""
OTHER_PAGES: Final = frozenset(
    "start init initiate create cancel canceled cancelled failed failure fail oauth auth login google email "
    "password signup register".split()
)
"""Pages that come before a payment, after none, or have to do with something else."""
CREDITS: Final = frozenset(
    "credit credits points tokens coins quota minutes saldo creditos pontos licenses licences seats months".split()
)
"""What a customer has more of when a payment has come in."""
AFTERWARDS: Final = frozenset(
    "capture captures update modify confirm execute refund refunds payout payouts transfer transfers b2c disburse "
    "disbursement cancel".split()
)
"""Calls about a payment that was asked for earlier, or about money that goes out."""
REQUEST_ROW: Final = PAYMENT_ROW | frozenset(
    "request requests attempt attempts registration registrations enrollment enrolment enrollments inscricao "
    "donation donations contribution contributions appointment appointments consultation rental rentals deposit "
    "deposits topup membership memberships session_booking escrow installment instalment loan loans quote "
    "agendamento doacao matricula".split()
)
"""Rows that stand for something to be paid."""
OWED: Final = frozenset(
    "loan loans emprestimo penalty penalties multa fine fines installment installments parcela dues debt divida rent "
    "levy bill bills claim".split()
)
"""Rows of what somebody owes already, whatever else their name says."""
EVENT_KEY: Final = frozenset(
    "event key reference delivery notification external dedupe idempotency webhook callback hash transaction "
    "provider code".split()
)
"""Words of the column by which an event is known again."""
REPLY_URL: Final = frozenset(
    "url urls uri link links href checkout point authorization redirect data response status text ok json message "
    "error errors code body success content reason headers approval qr qrcode".split()
)
"""Parts of a provider's answer that lead the customer on, and by which no payment is known."""
RETRY: Final = frozenset("attempt attempts retry retries try tries tentativa tentativas intento backoff delay".split())
"""How people call the counter of a loop that tries again."""
REFERENCE: Final = frozenset(
    "reference referencia ref receipt metadata notes merchanttransactionid transactionid invoice orderid custom "
    "client_reference_id accountreference external txref".split()
)
"""Arguments of a call of the provider by which a payment is known again."""
CREATES_PAYMENT: Final = frozenset(
    "charge pay payment checkout stk_push stkpush initiate_payment create_payment initialize_payment "
    "create_charge make_payment initialize_transaction create_checkout create_checkout_session "
    "create_payment_intent create_order request_payment lipa_na_mpesa initiate_stk_push "
    "initiate_transaction process_payment create_preference collect stk lnmo".split()
)
_BEGINS: Final = frozenset(
    "create initiate initialize initialise init make request start begin trigger send open generate new".split()
)
_BEGUN: Final = frozenset(
    "payment charge stk stkpush checkout preference intent payout paylink cobranca pagamento".split()
)
ADAPTER: Final = frozenset(
    "adapter adapters provider providers gateway gateways client clients normaliser normalizer sdk integration".split()
)


_OF_USERS: Final = frozenset(
    "password user email otp firebase jwt captcha recaptcha csrf login session admin google apple refresh access "
    "bearer auth".split()
)
"""Whose tokens and signatures are of people that sign in, and not of a provider's messages."""
_ALLOWED: Final = VERIFY | frozenset(
    "allow allowed allowlist allowlisted whitelist whitelisted permitted trusted known authorized".split()
)


@lru_cache(maxsize=1 << 14)
def words(name: str) -> frozenset[str]:
    """The lower-case words of an identifier, in snake case or camel case, with digits and punctuation left out.

    `C2BCallback` and `MPesaEvent` are cut both before and inside the acronym: it may be a word of its own or not.
    """
    return frozenset([*_words_in_order(name), *_words_in_order(_ACRONYM.sub("_", name))])


def _words_in_order(name: str) -> list[str]:
    return [word for word in re.split(r"[^a-z]+", _CAMEL.sub("_", name).lower()) if word]


def last_word(name: str) -> str:
    """The last word of an identifier, which names the thing: an `OrderItem` is an item."""
    return next(reversed(_words_in_order(name)), "")


def has(name: str, vocabulary: frozenset[str]) -> bool:
    """Whether an identifier has one of the words."""
    return not vocabulary.isdisjoint(words(name))


@lru_cache(maxsize=1 << 14)
def is_money(name: str) -> bool:
    """Whether a field's name says that it holds a sum; `price_id`, `fee_bearer` and `paid_at` hold something of one."""
    parts = _words_in_order(name)
    if "per" in parts[1:]:
        # The price per kilogram is a price.
        parts = parts[: parts.index("per", 1)]
    # `amount_paid` is a sum, `fee_paid` says whether.
    named = MONEY - {"paid", "fee", "charge"} if parts[-1:] == ["paid"] else MONEY
    if {"amount", "amounts"} & set(parts) and _PIECES & set(parts):
        # An amount of items is a number of them.
        return False
    return not named.isdisjoint(parts) and parts[-1] not in _BESIDE_MONEY and parts[0] != "is"


@lru_cache(maxsize=1 << 14)
def creates_payment(name: str) -> bool:
    """Whether a function's name says that it asks a provider for a payment: `create_upi_payment_link`, `stk_push`."""
    low, found = name.lower().lstrip("_"), words(name)
    return low in CREATES_PAYMENT or bool(found & _BEGINS and found & _BEGUN)


@lru_cache(maxsize=1 << 14)
def is_verifier(name: str) -> bool:
    """Whether a function's name says that it checks that a message is authentic."""
    found = words(name)
    if "construct" in found and "event" in found:
        return True
    if found & {"ip", "ips", "cidr"} and found & _ALLOWED:
        return True
    return bool(found & VERIFY) and bool(found & SIGNED) and not _OF_USERS & found


@lru_cache(maxsize=1 << 14)
def carries_out(name: str) -> bool:
    """Whether a function's name says that it has a payment carried out: `execute_payment`, `capture_order`."""
    found = words(name)
    return bool(found & {"execute", "capture"} and found & REFETCHED)


def is_refetch(name: str) -> bool:
    """Whether a function's name says that it asks the provider about a payment."""
    found = words(name)
    # `raise_for_status` asks nobody; and one word is not both the question and what is asked for.
    return "raise" not in found and bool(found & REFETCH) and bool(found & REFETCHED) and len(found) > 1
