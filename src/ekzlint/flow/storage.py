"""Stores of rows: how rows are looked up, made, changed and guarded, whatever the library."""

from __future__ import annotations

from ekzlint.facts import records as r
from ekzlint.flow import attributes, built, changes, serializers, signals
from ekzlint.flow.frame import Frame
from ekzlint.flow.queries import done_filter, is_keyed, keys, not_found, state_filter
from ekzlint.flow.rows import ask, inserted, known_by, label_of, save, store_money
from ekzlint.flow.sql import last_statement, sql
from ekzlint.flow.state import CHECKED, FOUND, LOCKED
from ekzlint.flow.values import CLIENT, DB, NOTHING, PROVIDER, UNKNOWN, ClassRef, Value
from ekzlint.flow.words import has, is_money

_LOOKUPS = frozenset(
    "get get_one first one one_or_none scalar_one_or_none scalar_one scalar last latest earliest get_or_none "
    "find_one get_object_or_404 first_or_404 get_or_404 fetchone fetch_one fetchrow single maybe_single aget "
    "afirst get_by_id find_by_id exec by_id refresh_from_db".split()
)
_RAISING = frozenset("one scalar_one get_object_or_404 first_or_404 get_or_404 latest earliest refresh_from_db".split())
"""Look-ups that never give None."""
_ANSWERING = frozenset(["get_object_or_404", "first_or_404", "get_or_404"])
"""Look-ups that answer the request themselves where there is no row."""
_QUERIES = frozenset(
    "filter filter_by exclude all where order_by query select select_related prefetch_related join using "
    "options limit values find select_for_update with_for_update annotate only eq execute scalars fetchall "
    "to_list sort outerjoin table collection document stream distinct none defer with_entities "
    "populate_existing unique mappings fetchmany neq table_name from_ objects reverse yield_per".split()
)
_OF_STORES = frozenset(
    "insert_one insert_many update_one update_many find_one find_one_and_update find_one_and_replace replace_one "
    "delete_one delete_many count_documents filter exclude select_for_update get_or_create update_or_create".split()
)
"""Methods that only collections and managers have: the receiver's name need not say so."""
_FETCHES = frozenset(["fetchone", "fetchall", "fetchmany", "fetchval"])
_HOSTED = frozenset(["supabase", "firestore"])
"""Stores that a client of their own is made for, whatever it is called."""
_BY_NAME = frozenset("table collection from_ get_collection".split())
_MADE = {"create", "insert", "insert_one", "acreate", "bulk_create", "insert_many", "create_user", "abulk_create"}
_CHANGES = frozenset(
    "update aupdate update_one update_many find_one_and_update set upsert replace_one find_one_and_replace".split()
)
_UPSERTS = {"get_or_create", "update_or_create", "aget_or_create", "aupdate_or_create"}
_DOCUMENTS = frozenset("canvas image workbook document pdf figure qrcode presentation paragraph spacer style".split())
"""What is saved to a file, under a name of its own, or is a part of that, and is no row."""
_STORE_WORDS = frozenset(
    "session sessionmaker db database cursor cur conn connection collection table supabase firestore engine repo "
    "repository".split()
)


def method(
    frame: Frame, base: Value, name: str, args: tuple[Value, ...], keywords: dict[str, Value], at: r.Place
) -> Value | None:
    """The result of `base.name(...)` where base is a row, a manager, a query or a session; else None."""
    model = built.model_in(frame, base)
    if model is not None:
        # Peewee, Tortoise and others ask the model itself.
        if name in built.VERBS:
            return built.statement(name, model, keywords)
        return _on_store(frame, Value(name=model.node.name, kind="manager", type=model), name, args, keywords, at)
    kind = base.kind
    if kind == "statement":
        return built.method(frame, base, name, args, keywords, at)
    if name in _LOOKUPS | _QUERIES and args and args[0].kind == "statement":
        return built.run(frame, args[0], at)
    if kind == "count" and name in _LOOKUPS:
        # `returning(...)`: a row comes back where there was one to touch.
        return base
    if name == "save" and kind == "body" and base.type is not None:
        return serializers.save(frame, base, keywords, at)
    if kind in ("newrow", "thing") and name in ("save", "asave", "insert", "put"):
        return UNKNOWN if kind == "thing" and has(base.name, _DOCUMENTS) else save(frame, base, at)
    if kind == "row":
        return _on_row(frame, base, name, args, keywords, at)
    if kind in ("manager", "query", "rows") or _is_store(base) or (name in _OF_STORES and not base.origin):
        return _on_store(frame, base, name, args, keywords, at)
    if name in ("add", "add_all") and args and args[0].kind in ("newrow", "thing"):
        part = args[0].kind == "thing" and has(args[0].name, _DOCUMENTS)
        return UNKNOWN if part else save(frame, args[0], at)
    if name in _LOOKUPS | _QUERIES and args and args[0].kind == "query":
        # Whatever runs a query is a session.
        return _on_store(frame, base, name, args, keywords, at)
    if name in _QUERIES and args and args[0].refs:
        ref = args[0].refs[0]
        if isinstance(ref, ClassRef) and frame.machine.classes.is_model(ref):
            return Value(origin=DB, name=f"{ref.node.name}.{name}", kind="query", type=ref)
    return None


def selection(frame: Frame, model: Value) -> Value | None:
    """`select(Model)`: a query for its rows; None where it is no model."""
    for ref in model.refs:
        if isinstance(ref, ClassRef) and frame.machine.classes.is_model(ref):
            return Value(origin=DB, name=ref.node.name, kind="query", type=ref)
    return None


def demanded(frame: Frame, model: Value, at: r.Place) -> Value:
    """`get_object_or_404(Model, ...)`: the row, or the request ends."""
    cls = model.type or next((ref for ref in model.refs if isinstance(ref, ClassRef)), None)
    label = cls.node.name if cls else _table(model.name)
    frame.log("lookup", at, what=label)
    ask(frame, label, sure=True)
    return Value(origin=DB, name=label, kind="row", type=cls)


def _table(name: str) -> str:
    """What a model outside the project, or a table of a connection, is called."""
    return name.removesuffix(".objects").removesuffix(".query").rpartition(".")[2] or "row"


def _is_store(base: Value) -> bool:
    last = base.name.rpartition(".")[2]
    named = has(last or base.key, _STORE_WORDS) or has(base.name, _HOSTED)
    return base.kind in ("", "store") and not base.origin and named


def _on_row(
    frame: Frame, row: Value, name: str, args: tuple[Value, ...], keywords: dict[str, Value], at: r.Place
) -> Value | None:
    if name in ("save", "asave", "put", "commit", "replace"):
        frame.log("effect", at, what=f"{label_of(row)}.{name}()", detail="update")
        if name in ("save", "asave"):
            signals.saved(frame, row, False, at)
        return UNKNOWN
    if name == "has_changed":
        # Asked of a tracker of the row's columns.
        return Value(kind="flag", when_true=frozenset({CHECKED}))
    if name == "update" and row.key:
        # A dict in a column: nothing is stored until the row is.
        return UNKNOWN
    if name in ("update", "set", "aupdate"):
        return changes.update(frame, row, args, keywords, at)
    if name in ("delete", "adelete"):
        frame.log("effect", at, what=f"{label_of(row)}.{name}()", detail="delete")
        return UNKNOWN
    if name in ("add", "create", "append") and row.key and args:
        again = name == "create"
        frame.log("effect", at, what=f"{label_of(row)}.{name}()", detail="update", repeatable=again, values=(row,))
        return UNKNOWN
    if name == "create" or name in _OF_STORES or name in ("all", "order_by", "filter_by"):
        # The rows at the other end of a relation.
        related = Value(origin=DB, name=row.name, key=row.key, kind="manager")
        return _on_store(frame, related, name, args, keywords, at)
    if name == "execute" and not args:
        # A client library's builder: only now the row is asked for.
        return row
    if name in _LOOKUPS | _QUERIES | {"exists", "count", "get", "to_dict", "dict", "data"}:
        if name == "exists":
            return Value(kind="flag", when_false=not_found(label_of(row), row.found_by))
        if name == "get" and args and isinstance(args[0].const, str):
            return attributes.child(frame, row, args[0].const, at)
        return Value(origin=DB, name=row.name, kind="row", type=row.type)
    return None


def _on_store(
    frame: Frame, base: Value, name: str, args: tuple[Value, ...], keywords: dict[str, Value], at: r.Place
) -> Value | None:
    asked = args[0] if args else UNKNOWN
    cls = base.type or (asked.type if asked.kind == "query" else None)
    cls = cls or next((ref for ref in asked.refs if isinstance(ref, ClassRef)), None)
    if asked.kind == "query" and cls is None:
        base = base.with_(name=asked.name)
    # A table or a collection is known by the name that it is asked for.
    label = asked.text if name in _BY_NAME and asked.text else cls.node.name if cls else _table(base.name)
    if name in ("add", "add_all", "merge") and args:
        row = args[0].fields.get("[]", args[0]) if args[0].kind == "list" and args[0].fields else args[0]
        if row.kind == "dict" and row.fields:
            inserted(frame, cls, label, row.fields, at)
        return save(frame, row, at) if row.kind in ("newrow", "thing") else UNKNOWN
    if name in ("commit", "flush", "acommit"):
        frame.log("commit", at)
        return changes.commit(frame)
    if name in _UPSERTS:
        known_by(frame, label, {key: value for key, value in keywords.items() if key != "defaults"}, at)
        return changes.upsert(frame, cls, label, at)
    if name in _MADE:
        given = args[0] if args and args[0].fields else Value(fields=keywords)
        fields = given.fields or {}
        if "[]" in fields and given.kind == "list":
            fields = fields["[]"].fields or {}
        given_all = {**fields, **keywords}
        if cls is not None:
            given_all = serializers.columns_of_body(frame, cls, given_all, at)
        store_money(frame, label, given_all, at, cls)
        inserted(frame, cls, label, given_all, at)
        # A sum that the client sent stays the client's in the row.
        sums = {key: value for key, value in given_all.items() if value.tainted and value.sources and is_money(key)}
        return Value(origin=DB, name=label, kind="row", type=cls, fields=sums or None)
    if (
        name
        in ("execute", "exec", "fetch", "fetchrow", "fetchone", "fetch_one", "executemany", "run", "raw", "fetchval")
        and args
        and args[0].text
    ):
        return sql(frame, args, at)
    if name in _CHANGES:
        return changes.update(frame, base, args, keywords, at)
    if name in ("delete", "delete_one", "adelete", "delete_many"):
        frame.log("effect", at, what=f"{label}.{name}()", detail="delete")
        return Value(kind="count")
    if name in ("exists", "aexists", "count", "count_documents"):
        kind = "flag" if "exists" in name else "count"
        asked_for = base.found_by | keys(args, keywords)
        return Value(kind=kind, when_true=frozenset({FOUND + label}), when_false=not_found(label, asked_for))
    locks = name in ("select_for_update", "with_for_update")
    if locks or "with_for_update" in keywords:
        frame.learn(LOCKED)
    if name in _FETCHES and not args and base.kind != "query":
        last = last_statement(frame)
        return last.with_(kind="row" if name == "fetchone" else "query") if last.kind == "query" else last
    guarded = base.when_true or NOTHING
    if done_filter(keywords) if name == "exclude" else state_filter(args, keywords):
        guarded = guarded | {CHECKED}
    # `select_for_update(of=...)` says what is locked, and not what is looked for.
    found_by = base.found_by if locks else base.found_by | keys(args, keywords)
    if name in _LOOKUPS:
        guarded = guarded if is_keyed(found_by) else guarded - {CHECKED}
        raises = _raises(base, name)
        frame.log("lookup", at, what=label)
        sent = base.found_by or any(value.origin & (CLIENT | PROVIDER) for value in (*keywords.values(), *args))
        if raises and sent and name not in _ANSWERING and not frame.expects_missing:
            frame.log("unfound", at, what=label, detail=name)
        if name == "get" and guarded:
            frame.learn(*guarded)
        found, absent = ask(frame, label, raises or name == "exec")
        return Value(
            origin=DB,
            name=label,
            kind="row",
            type=cls,
            when_true=guarded | (found or NOTHING),
            when_false=not_found(label, found_by) | (absent or NOTHING),
            found_by=found_by,
        )
    if name in _QUERIES:
        return Value(
            origin=DB,
            name=label,
            kind="query",
            type=cls,
            when_true=guarded,
            when_false=not_found(label, found_by),
            key=base.key,
            found_by=found_by,
        )
    if base.kind == "manager":
        return Value(origin=DB, name=label, kind="row", type=cls, when_false=not_found(label, base.found_by))
    return None


def _raises(base: Value, name: str) -> bool:
    """Whether a look-up raises where there is no row; others give None."""
    return name in _RAISING or (name in ("get", "aget") and base.kind in ("manager", "query") and base.key != "query")
