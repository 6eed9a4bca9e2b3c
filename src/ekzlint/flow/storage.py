"""Rows: how they are looked up, made, changed and guarded, in any of the stores that the knowledge files name."""

from __future__ import annotations

import re

from ekzlint.facts import records as r
from ekzlint.flow import names
from ekzlint.flow.frame import Frame
from ekzlint.flow.state import CHECKED, DURABLE, LOCKED, LOOKED_UP
from ekzlint.flow.values import DB, NOTHING, UNKNOWN, ClassRef, Value
from ekzlint.flow.words import COUNTERS, DONE, LOG_ROW, OPEN, STATE_KEYS, has, words

_LOOKUPS = {
    "get",
    "first",
    "one",
    "one_or_none",
    "scalar_one_or_none",
    "scalar_one",
    "scalar",
    "last",
    "latest",
    "earliest",
    "get_or_none",
    "find_one",
    "get_object_or_404",
    "first_or_404",
    "get_or_404",
    "fetchone",
    "fetch_one",
    "fetchrow",
    "single",
    "maybe_single",
    "aget",
    "afirst",
    "get_by_id",
    "find_by_id",
    "exec",
    "by_id",
    "refresh_from_db",
}
_QUERIES = {
    "filter",
    "filter_by",
    "exclude",
    "all",
    "where",
    "order_by",
    "query",
    "select",
    "select_related",
    "prefetch_related",
    "join",
    "using",
    "options",
    "limit",
    "values",
    "find",
    "select_for_update",
    "with_for_update",
    "annotate",
    "only",
    "eq",
    "execute",
    "scalars",
    "fetchall",
    "to_list",
    "sort",
    "outerjoin",
    "table",
    "collection",
    "document",
    "stream",
    "distinct",
    "none",
    "defer",
    "with_entities",
    "populate_existing",
    "unique",
    "fetchmany",
    "neq",
    "table_name",
    "from_",
    "objects",
    "reverse",
    "yield_per",
}
_MADE = {"create", "insert", "insert_one", "acreate", "bulk_create", "insert_many", "create_user", "abulk_create"}
_UPSERTS = {"get_or_create", "update_or_create", "aget_or_create", "aupdate_or_create"}
_SQL_ADDS = re.compile(r"\bset\b.*?(\w+)\s*=\s*\w*\.?\1\s*[+]", re.S)
_SQL_STATE = re.compile(r"\bwhere\b.*\b(status|state|paid|processed|is_paid)\b\s*(=|<>|!=|in|is)\s*(\(?\s*'?\w+)", re.S)
_STORE_WORDS = frozenset(
    [
        "session",
        "db",
        "database",
        "cursor",
        "cur",
        "conn",
        "connection",
        "collection",
        "table",
        "supabase",
        "firestore",
        "engine",
        "repo",
        "repository",
    ]
)


def new_row(frame: Frame, cls: ClassRef, args: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    """`Model(...)`: a row that is not stored yet."""
    return Value(name=cls.node.name, kind="newrow", type=cls, fields=dict(keywords))


def method(
    frame: Frame, base: Value, name: str, args: tuple[Value, ...], keywords: dict[str, Value], at: r.Place
) -> Value | None:
    """The result of `base.name(...)` where base is a row, a manager, a query or a session; else None."""
    kind = base.kind
    if kind == "newrow" and name in ("save", "asave", "insert", "put"):
        return save(frame, base, at)
    if kind == "row":
        return _on_row(frame, base, name, args, keywords, at)
    if kind == "manager" or kind in ("query", "rows") or _is_store(base):
        return _on_store(frame, base, name, args, keywords, at)
    if name in ("add", "add_all") and args and args[0].kind == "newrow":
        return save(frame, args[0], at)
    if name in _QUERIES and args and args[0].refs:
        ref = args[0].refs[0]
        if isinstance(ref, ClassRef) and frame.machine.classes.is_model(ref):
            return Value(origin=DB, name=f"{ref.node.name}.{name}", kind="query", type=ref)
    return None


def _is_store(base: Value) -> bool:
    last = base.name.rpartition(".")[2]
    return base.kind in ("", "store") and not base.origin and has(last or base.key, _STORE_WORDS)


def save(frame: Frame, row: Value, at: r.Place) -> Value:
    """Store a new row: repeatable, unless a unique column makes the second one fail."""
    label = row.type.node.name if row.type else row.name
    _store_money(frame, label, row.fields or {}, at)
    _inserted(frame, row.type, label, row.fields or {}, at)
    if row.fields is None:
        return row
    return row


def _inserted(frame: Frame, cls: ClassRef | None, label: str, fields: dict[str, Value], at: r.Place) -> None:
    unique = frame.machine.classes.unique_fields(cls) if cls else set[str]()
    guarded = bool(unique & set(fields)) or frame.expects_duplicates > 0
    loglike = has(label, LOG_ROW)
    if not loglike or guarded:
        detail = "log" if loglike else "insert" if unique or cls is None else "bare-insert"
        frame.log("effect", at, what=f"{label} row", repeatable=not loglike and not unique & set(fields), detail=detail)
    if guarded:
        frame.log("register", at, what=label, detail="durable")
        frame.learn(DURABLE)
    elif loglike:
        frame.log("register", at, what=label, detail="log")


def _store_money(frame: Frame, label: str, fields: dict[str, Value], at: r.Place) -> None:
    if fields:
        frame.log("store", at, what=label, values=(Value(fields=dict(fields)),))


def _on_row(
    frame: Frame, row: Value, name: str, args: tuple[Value, ...], keywords: dict[str, Value], at: r.Place
) -> Value | None:
    if name in ("save", "asave", "put", "commit", "replace"):
        frame.log("effect", at, what=f"{_label(row)}.{name}()", detail="update")
        return UNKNOWN
    if name in ("update", "set", "aupdate"):
        return _update(frame, row, args, keywords, at)
    if name in ("delete", "adelete"):
        frame.log("effect", at, what=f"{_label(row)}.{name}()", detail="delete")
        return UNKNOWN
    if name in ("add", "create", "append") and row.key and args:
        frame.log("effect", at, what=f"{_label(row)}.{name}()", detail="update", repeatable=name == "create")
        return UNKNOWN
    if name in ("create", "get_or_create"):
        return _on_store(frame, row.with_(kind="manager"), name, args, keywords, at)
    if name in _LOOKUPS | _QUERIES | {"exists", "count", "get", "to_dict", "dict", "data"}:
        if name == "exists":
            return Value(kind="flag", when_false=frozenset({LOOKED_UP}))
        if name == "get" and args and isinstance(args[0].const, str):
            return names.child(frame, row, args[0].const, at)
        return Value(origin=DB, name=row.name, kind="row", type=row.type)
    return None


def _label(row: Value) -> str:
    return row.type.node.name if row.type else row.name.rpartition(".")[2] or "row"


def _on_store(
    frame: Frame, base: Value, name: str, args: tuple[Value, ...], keywords: dict[str, Value], at: r.Place
) -> Value | None:
    cls = base.type or next((ref for arg in args[:1] for ref in arg.refs if isinstance(ref, ClassRef)), None)
    label = cls.node.name if cls else base.name.removesuffix(".objects").rpartition(".")[2] or "row"
    if name in ("add", "add_all", "merge") and args:
        row = args[0].fields.get("[]", args[0]) if args[0].kind == "list" and args[0].fields else args[0]
        return save(frame, row, at) if row.kind == "newrow" else UNKNOWN
    if name in ("commit", "flush", "acommit"):
        return _commit(frame)
    if name in _UPSERTS:
        return _upsert(frame, cls, label, at)
    if name in _MADE:
        given = args[0] if args and args[0].fields else Value(fields=keywords)
        fields = given.fields or {}
        if "[]" in fields and given.kind == "list":
            fields = fields["[]"].fields or {}
        _store_money(frame, label, {**fields, **keywords}, at)
        _inserted(frame, cls, label, {**fields, **keywords}, at)
        return Value(origin=DB, name=label, kind="row", type=cls, fields=None)
    if (
        name
        in ("execute", "exec", "fetch", "fetchrow", "fetchone", "fetch_one", "executemany", "run", "raw", "fetchval")
        and args
        and args[0].text
    ):
        return sql(frame, args, at)
    if name in ("update", "aupdate", "update_one", "update_many", "find_one_and_update", "set"):
        return _update(frame, base, args, keywords, at)
    if name in ("delete", "delete_one", "adelete", "delete_many"):
        frame.log("effect", at, what=f"{label}.{name}()", detail="delete")
        return Value(kind="count")
    if name in ("exists", "aexists", "count", "count_documents"):
        return Value(kind="flag" if "exists" in name else "count", when_false=frozenset({LOOKED_UP}), origin=0)
    if name in ("select_for_update", "with_for_update") or "with_for_update" in keywords:
        frame.learn(LOCKED)
    guarded = base.when_true or NOTHING
    if _state_filter(base, args, keywords):
        guarded = guarded | {CHECKED}
    if name in _LOOKUPS:
        if name == "get" and guarded:
            frame.learn(*guarded)
        return Value(origin=DB, name=label, kind="row", type=cls, when_true=guarded, when_false=frozenset({LOOKED_UP}))
    if name in _QUERIES:
        return Value(origin=DB, name=label, kind="query", type=cls, when_true=guarded, key=base.key)
    if base.kind == "manager":
        return Value(origin=DB, name=label, kind="row", type=cls, when_false=frozenset({LOOKED_UP}))
    return None


def _state_filter(base: Value, args: tuple[Value, ...], keywords: dict[str, Value]) -> bool:
    """Whether a look-up asks only for rows that are still open."""
    pairs = list(keywords.items())
    for arg in args:
        pairs += list((arg.fields or {}).items())
        if arg.kind == "flag" and CHECKED in (arg.when_true or ()):
            return True
    for key, value in pairs:
        if has(key, STATE_KEYS | DONE) or "status" in key:
            said = words(value.text or value.key or value.name.rpartition(".")[2])
            if value.const is False or value.const is None or value.const == 0 or said & OPEN:
                return True
    return False


def _commit(frame: Frame) -> Value:
    if frame.expects_duplicates:
        frame.learn(DURABLE)
    return UNKNOWN


def _upsert(frame: Frame, cls: ClassRef | None, label: str, at: r.Place) -> Value:
    frame.log("effect", at, what=f"{label} row", detail="log" if has(label, LOG_ROW) else "update")
    frame.log("register", at, what=label, detail="durable")
    row = Value(origin=DB, name=label, kind="row", type=cls)
    created = Value(kind="flag", when_true=frozenset({DURABLE}))
    return Value(kind="tuple", fields={"0": row, "1": created})


def _update(frame: Frame, base: Value, args: tuple[Value, ...], keywords: dict[str, Value], at: r.Place) -> Value:
    """An UPDATE: adding repeats, assigning does not; a count of rows tells whether it was the first."""
    values = dict(keywords)
    inner: list[Value] = [value for arg in args for value in (arg.fields or {}).values()]
    adds = any(value.kind == "increment" for value in values.values())
    adds = adds or any(value.kind == "increment" for value in inner)
    adds = adds or any("$inc" in (arg.fields or {}) or "$push" in (arg.fields or {}) for arg in args)
    _store_money(frame, _label(base), {**values, **{k: v for arg in args for k, v in (arg.fields or {}).items()}}, at)
    frame.log("effect", at, what=f"{_label(base)}.update()", repeatable=adds, detail="add" if adds else "update")
    conditional = CHECKED in (base.when_true or ()) or _state_filter(base, args[:1], {})
    proven = frozenset({DURABLE}) if conditional else NOTHING
    return Value(kind="count", when_true=proven, origin=0, key="rowcount")


def sql(frame: Frame, args: tuple[Value, ...], at: r.Place) -> Value:
    """A statement in SQL, judged by its words."""
    text = " ".join(args[0].text.lower().split())
    what = text[:50].upper()
    proven = frozenset[str]()
    stateful = _SQL_STATE.search(text)
    if text.startswith("insert"):
        durable = (
            "on conflict" in text or "insert or ignore" in text or "insert ignore" in text or frame.expects_duplicates
        )
        loglike = has(text.split("into")[-1].split("(")[0], LOG_ROW)
        if not loglike:
            frame.log("effect", at, what=what, repeatable=not durable, detail="insert")
        fields = {str(i): value for i, value in enumerate(args[1:])}
        for value in args[1:]:
            fields.update(value.fields or {})
        _store_money(frame, what, fields, at)
        if durable:
            frame.log("register", at, what=what, detail="durable")
            proven = frozenset({DURABLE})
            if frame.expects_duplicates:
                frame.learn(DURABLE)
    elif text.startswith(("update", "delete")):
        adds = bool(_SQL_ADDS.search(text))
        frame.log("effect", at, what=what, repeatable=adds and not stateful, detail="add" if adds else "update")
        proven = frozenset({DURABLE}) if stateful else NOTHING
    elif text.startswith(("select", "with")):
        guarded = frozenset({CHECKED}) if stateful and words(stateful.group(3)) & OPEN else NOTHING
        if "for update" in text:
            frame.learn(LOCKED)
        return Value(origin=DB, name="row", kind="query", when_true=guarded, when_false=frozenset({LOOKED_UP}))
    return Value(kind="count", when_true=proven, origin=0, name="cursor")


def assign(frame: Frame, row: Value, name: str, value: Value, at: r.Place) -> None:
    """`row.name = value` on a stored row."""
    adds = value.kind == "increment"
    if has(name, COUNTERS):
        return
    _store_money(frame, _label(row), {name: value}, at)
    frame.log("effect", at, what=f"{_label(row)}.{name}", repeatable=adds, detail="add" if adds else "assign")
