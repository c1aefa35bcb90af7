"""The OpenAPI 3.1 document, generated from the endpoints and their typed models; nothing is written by
hand.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import msgspec

from kitchenhub import __version__
from kitchenhub.api.endpoint import Endpoint
from kitchenhub.api.problems import MEDIA_TYPE, Problem
from kitchenhub.errors import CODES

_REF = "#/components/schemas/{name}"
_PARAMETER = re.compile(r"{(\w+)}")
_ALWAYS = (
    "malformed",
    "unauthenticated",
    "forbidden",
    "not_found",
    "rate_limited",
    "internal",
    "unavailable",
)
_WRITES = (
    "duplicate_key", "too_deep", "key_missing", "key_malformed", "origin_forbidden", "too_large",
    "media_type",
    "invalid", "unknown_reference", "text_control", "text_too_long", "key_reused", "id_taken",
)  # fmt: skip


def document(endpoints: Sequence[Endpoint], server: str = "/api/v1") -> dict[str, Any]:
    """The whole document as plain values."""
    shown = [endpoint for endpoint in endpoints if endpoint.path]
    models = _models(shown)
    schemas, components = msgspec.json.schema_components(models, ref_template=_REF)
    by_model = dict(zip(models, schemas, strict=True))
    paths: dict[str, dict[str, Any]] = defaultdict(dict)
    for endpoint in shown:
        paths[endpoint.path][endpoint.method.lower()] = _operation(endpoint, by_model)
    return {
        "openapi": "3.1.0",
        "info": {"title": "KitchenHub", "version": __version__, "description": _ABOUT},
        "servers": [{"url": server}],
        "paths": dict(paths),
        "components": {"schemas": components, "securitySchemes": _SECURITY},
        "security": [{"token": []}, {"session": []}],
    }


_ABOUT = (
    "Orders from the waiter's tablet to cook, slip, stock, bill and books. Every write carries an "
    "Idempotency-Key; errors are application/problem+json with a stable code."
)
_SECURITY = {
    "token": {"type": "http", "scheme": "bearer"},
    "session": {"type": "apiKey", "in": "cookie", "name": "kitchenhub"},
}


def _models(endpoints: Sequence[Endpoint]) -> list[Any]:
    found: dict[Any, None] = {Problem: None}
    for endpoint in endpoints:
        for model in (endpoint.body, endpoint.answer, endpoint.query):
            if model is not None:
                found[model] = None
    return list(found)


def _operation(endpoint: Endpoint, by_model: dict[Any, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": endpoint.name,
        "summary": endpoint.summary,
        "tags": [endpoint.path.strip("/").split("/")[0]],
        "description": "Roles: " + (", ".join(sorted(endpoint.roles)) or "none needed") + ".",
        "parameters": _parameters(endpoint),
        "responses": _responses(endpoint, by_model),
    }
    if endpoint.method != "GET":
        schema = (
            by_model[endpoint.body] if endpoint.body is not None else {"type": "object", "maxProperties": 0}
        )
        operation["requestBody"] = {
            "required": endpoint.body is not None and _needs_fields(endpoint.body),
            "content": {"application/json": {"schema": schema}},
        }
    if endpoint.public:
        operation["security"] = [{}]
    return operation


def _needs_fields(body: Any) -> bool:
    return any(field.required for field in msgspec.structs.fields(body))


def _parameters(endpoint: Endpoint) -> list[dict[str, Any]]:
    parameters: list[dict[str, Any]] = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in _PARAMETER.findall(endpoint.path)
    ]
    if endpoint.query is not None:
        (_,), components = msgspec.json.schema_components([endpoint.query], ref_template=_REF)
        schema = components[endpoint.query.__name__]
        for field in msgspec.structs.fields(endpoint.query):
            parameters.append(
                {"name": field.name, "in": "query", "required": field.required,
                 "schema": schema["properties"][field.encode_name]}
            )  # fmt: skip
    if endpoint.method != "GET":
        pattern = {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"}
        parameters.append({"name": "Idempotency-Key", "in": "header", "required": True, "schema": pattern})
    return parameters


def _responses(endpoint: Endpoint, by_model: dict[Any, Any]) -> dict[str, Any]:
    responses: dict[str, Any] = {}
    if endpoint.status != 501:
        schema = by_model[endpoint.answer] if endpoint.answer is not None else {}
        content = {endpoint.media_type: {"schema": schema}}
        answer: dict[str, Any] = {"description": endpoint.summary, "content": content}
        if endpoint.write is not None:
            answer["headers"] = {"Idempotent-Replayed": {"schema": {"const": "true"}}}
        responses[str(endpoint.status)] = answer
    by_status: dict[int, list[str]] = defaultdict(list)
    for code in dict.fromkeys((*_ALWAYS, *_extra(endpoint), *endpoint.codes)):
        by_status[CODES[code][0]].append(code)
    for status, codes in sorted(by_status.items()):
        described = "; ".join(f"`{code}`: {CODES[code][1]}" for code in codes)
        content = {MEDIA_TYPE: {"schema": by_model[Problem]}}
        responses[str(status)] = {"description": described, "content": content}
    return responses


def _extra(endpoint: Endpoint) -> tuple[str, ...]:
    if endpoint.method != "GET":
        return _WRITES
    return ("invalid", "text_control")
