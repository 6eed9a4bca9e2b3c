"""The framework files put together: how requests, routes, models and effects look, whatever the framework."""

from __future__ import annotations

from dataclasses import dataclass

from ekzlint.knowledge.load import Knowledge


@dataclass(frozen=True, slots=True)
class Shapes:
    """Union of what all frameworks say; names may be qualified, and are also known by their last segment."""

    request_types: frozenset[str]
    request_parameters: frozenset[str]
    request_globals: frozenset[str]
    self_attributes: frozenset[str]
    body: frozenset[str]
    query: frozenset[str]
    raw: frozenset[str]
    headers: frozenset[str]
    kept: frozenset[str]
    markers: frozenset[str]
    header_markers: frozenset[str]
    dependency_markers: frozenset[str]
    route_decorators: frozenset[str]
    view_decorators: frozenset[str]
    view_bases: tuple[str, ...]
    view_methods: frozenset[str]
    responders: frozenset[str]
    registrars: frozenset[str]
    signatures: frozenset[tuple[str, ...]]
    fills_keywords: frozenset[str]
    inner: frozenset[str]
    request_calls: frozenset[str]
    frameworks: frozenset[str]
    """Top-level modules of all frameworks."""
    body_models: tuple[str, ...]
    model_bases: tuple[str, ...]
    float_fields: frozenset[str]
    unique_errors: frozenset[str]


def lasts(names: tuple[str, ...]) -> frozenset[str]:
    """The last segments of dotted names."""
    return frozenset(name.rpartition(".")[2] for name in names)


def shapes_of(knowledge: Knowledge) -> Shapes:
    """Put the framework files of `knowledge` together."""
    frameworks = list(knowledge.frameworks.values())

    def gather(part: str, name: str) -> tuple[str, ...]:
        return tuple(item for framework in frameworks for item in getattr(getattr(framework, part), name))

    def bare(part: str, name: str) -> frozenset[str]:
        return frozenset(item.removesuffix("()") for item in gather(part, name))

    return Shapes(
        request_types=lasts(gather("request", "types")),
        request_parameters=bare("request", "parameters"),
        request_globals=bare("request", "globals"),
        self_attributes=bare("request", "self_attributes"),
        body=bare("request", "body"),
        query=bare("request", "query"),
        raw=bare("request", "raw"),
        headers=bare("request", "headers"),
        kept=bare("request", "kept"),
        markers=lasts(gather("request", "markers")),
        header_markers=lasts(gather("request", "header_markers")),
        dependency_markers=lasts(gather("request", "dependency_markers")),
        route_decorators=bare("routes", "decorators"),
        view_decorators=lasts(gather("routes", "view_decorators")),
        view_bases=gather("routes", "view_bases"),
        view_methods=bare("routes", "methods"),
        responders=bare("routes", "responders"),
        registrars=bare("routes", "registrars"),
        signatures=frozenset(tuple(item.split()) for item in gather("routes", "signatures")),
        fills_keywords=bare("routes", "fills_keywords"),
        inner=bare("request", "inner"),
        request_calls=bare("request", "calls"),
        frameworks=frozenset(module for framework in frameworks for module in framework.imports),
        body_models=gather("routes", "body_models"),
        model_bases=gather("storage", "model_bases"),
        float_fields=lasts(gather("storage", "float_fields")),
        unique_errors=lasts(gather("storage", "unique_errors")),
    )
