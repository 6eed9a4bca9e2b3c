"""Names that stand for an annotation: `SessionDep = Annotated[Session, Depends(get_session)]`."""

from __future__ import annotations

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.flow.machine import Machine
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.values import ModuleRef

_MOST_HOPS = 6


def written_out(machine: Machine, module: ModuleInfo, annotation: r.Expr | None) -> tuple[ModuleInfo, r.Expr | None]:
    """The annotation that a name stands for, and the module that says so; any other annotation as it is."""
    here, expr = module, annotation
    for _ in range(_MOST_HOPS):
        if isinstance(expr, r.Attr):
            owners = [ref.module for ref in machine.quiet_eval(here, expr.value).refs if isinstance(ref, ModuleRef)]
            if not owners:
                break
            here, expr = owners[0], r.Name(expr.at, expr.name)
        if not isinstance(expr, r.Name):
            break
        stmt = next(iter(here.symbols.get(expr.id, ())), None)
        if isinstance(stmt, r.Assign | r.AnnAssign) and isinstance(stmt.value, r.Item):
            return (here, stmt.value) if dotted(stmt.value).endswith("Annotated") else (module, annotation)
        source = machine.project.imported(here, stmt.module, stmt.level) if isinstance(stmt, r.Import) else None
        if source is None or not isinstance(stmt, r.Import) or source is here:
            break
        here, expr = source, r.Name(expr.at, stmt.name)
    return module, annotation
