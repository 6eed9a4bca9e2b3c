"""Arguments and parameters: what each parameter of a called function holds."""

from __future__ import annotations

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.flow import attributes
from ekzlint.flow.frame import Frame
from ekzlint.flow.values import MISSING, Value


def bind_arguments(
    frame: Frame, params: tuple[r.Param, ...], args: tuple[Value, ...], keywords: dict[str, Value]
) -> dict[str, Value]:
    """Parameters and the values they get."""
    env: dict[str, Value] = {}
    positional = [param for param in params if param.kind == "positional"]
    for param, value in zip(positional, args, strict=False):
        env[param.name] = value
    rest = args[len(positional) :]
    known = {param.name for param in params}
    splat = keywords.get("**")
    for param in params:
        if param.kind == "args":
            fields = {str(index): value for index, value in enumerate(rest)}
            env[param.name] = Value(kind="tuple", fields=fields)
        elif param.kind == "kwargs":
            extra = {name: value for name, value in keywords.items() if name not in known}
            env[param.name] = extra["**"] if extra.keys() == {"**"} else Value(kind="dict", fields=extra)
        elif param.name not in env:
            if param.name in keywords:
                env[param.name] = keywords[param.name]
            elif splat is not None:
                part = attributes.child(frame, splat, param.name, param.at)
                env[param.name] = part.with_(sources=splat.sources, trace=splat.trace) if splat.sources else part
            elif _is_dependency(frame, param.default):
                env[param.name] = frame.machine.parameter(frame.module, param)
            elif param.default is not None:
                env[param.name] = frame.machine.quiet_eval(frame.module, param.default)
            else:
                env[param.name] = frame.machine.parameter(frame.module, param)
        elif (
            env[param.name].type is None
            and not env[param.name].origin
            and env[param.name].const is MISSING
            and not env[param.name].refs
        ):
            hint = frame.machine.parameter(frame.module, param)
            if hint.type is not None and env[param.name].fields is None:
                env[param.name] = hint
    return env


def _is_dependency(frame: Frame, default: r.Expr | None) -> bool:
    """Whether a default is `Depends(...)`: what comes is told by the annotation."""
    markers = frame.machine.shapes.dependency_markers
    return isinstance(default, r.Call) and dotted(default.func).rpartition(".")[2] in markers
