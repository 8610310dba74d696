"""What the JSON API takes and answers, as OpenAPI 3.1: read by people and programs, and by the API itself."""

from __future__ import annotations

import re
from typing import Any

from feeds.merging.overrides import FIELDS
from feeds.publishing.selection import PARAMETERS

Schema = dict[str, Any]

#: What an error is in words, where nothing better is known.
WORDS = {
    404: "there is nothing here; /api/openapi.json says what there is",
    405: "this address does not take that method; see Allow",
    413: "too large; send less",
}

TEXT: Schema = {"type": "string", "maxLength": 2000, "pattern": r"^[^\u0000]*$"}
BECAUSE: Schema = {"type": "string", "maxLength": 500, "description": "Why, for the history."}
DAY_OR_TIME: Schema = {
    "type": ["string", "null"],
    "maxLength": 40,
    "description": "A day or a local time: 2025-01-18, 2025-01-18T10:30. `end` is the last day, inclusive.",
    "examples": ["2025-01-18", "2025-01-18T10:30"],
}


def _object(properties: Schema, required: tuple[str, ...] = ()) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


_FIELD: dict[str, Schema] = {
    **{name: {**TEXT, "type": ["string", "null"]} for name in FIELDS},
    "title": {**TEXT, "minLength": 1},
    "start": {**DAY_OR_TIME, "type": "string"},
    "end": DAY_OR_TIME,
    "status": {"type": "string", "enum": ["confirmed", "tentative", "cancelled", "postponed"]},
    "kind": {"type": "string", "enum": ["event", "deadline"]},
    "phase": {"type": ["string", "null"], "enum": ["opening", "closing", None]},
    "categories": {"type": "array", "items": {**TEXT, "maxLength": 100}, "maxItems": 50},
    "exdates": {"type": "array", "items": {"type": "string", "maxLength": 10}, "maxItems": 500},
}
CORRECTION = _object({**_FIELD, "because": BECAUSE}) | {"minProperties": 1}
REASON = _object({"because": BECAUSE})
MERGE = _object({"into": {**TEXT, "maxLength": 200, "minLength": 1}, "because": BECAUSE}, ("into",))
NUMBER: Schema = {"type": "integer", "minimum": 1, "maximum": 2**31 - 1}
SPLIT = _object(
    {"mentions": {"type": "array", "items": NUMBER, "minItems": 1, "maxItems": 1000}, "because": BECAUSE},
    ("mentions",),
)
UNDO = _object({"act": NUMBER, "because": BECAUSE})


# --- checking what was sent -----------------------------------------------------------------------------------------

KINDS: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}


def wrong(value: Any, schema: Schema, name: str = "body") -> tuple[str, str] | None:
    """(what, one line) of the first thing that is not as the schema says; None when all is.

    >>> wrong({"into": 5}, MERGE)
    ('into', 'into: must be string')
    """
    kinds = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    if isinstance(value, bool) or not isinstance(value, tuple(kind for each in kinds for kind in KINDS[each])):
        return name, f"{name}: must be {' or '.join(kinds)}"
    if "enum" in schema and value not in schema["enum"]:
        return name, f"{name}: is none of {', '.join(str(each) for each in schema['enum'])}"
    if isinstance(value, dict):
        return _wrong_object(value, schema, name)
    if isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema["maxItems"]:
            return name, f"{name}: must have {schema.get('minItems', 0)} to {schema['maxItems']} parts"
        return next((found for each in value if (found := wrong(each, schema["items"], name))), None)
    if isinstance(value, str) and "maxLength" in schema:
        if not schema.get("minLength", 0) <= len(value) <= schema["maxLength"]:
            return name, f"{name}: must have {schema.get('minLength', 0)} to {schema['maxLength']} characters"
        if "\0" in value or re.search("[\ud800-\udfff]", value):
            return name, f"{name}: holds a character that is none; leave it out"
    if isinstance(value, int) and not schema["minimum"] <= value <= schema["maximum"]:
        return name, f"{name}: must be from {schema['minimum']} to {schema['maximum']}"
    return None


def _wrong_object(value: dict[str, Any], schema: Schema, name: str) -> tuple[str, str] | None:
    properties: dict[str, Schema] = schema["properties"]
    for key in value:
        if key not in properties:
            return key, f"{key}: no such key; known are {', '.join(properties)}"
    for key in schema["required"]:
        if key not in value:
            return key, f"{key}: is missing"
    if len(value) < schema.get("minProperties", 0) or (schema.get("minProperties") and set(value) == {"because"}):
        return name, f"{name}: names nothing to change; give at least one of {', '.join(FIELDS)}"
    return next((found for key, each in value.items() if (found := wrong(each, properties[key], key))), None)


# --- the document --------------------------------------------------------------------------------------------------


def document(url: str, title: str) -> Schema:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{title}: events and pages",
            "version": "1",
            "description": "Look at events and correct them, hand in pages. A token is made by `feeds token add NAME`.",
        },
        "servers": [{"url": url}],
        "security": [{"token": []}],
        "paths": _paths(),
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Event": EVENT, "Error": ERROR, "Report": REPORT, "History": HISTORY, "Document": DOCUMENT},
        },
    }


def _paths() -> Schema:
    act = {
        f"/api/events/{{uid}}/{name}": {
            "parameters": [UID],
            "post": _operation(name, words, "Event", body=REASON, required=False),
        }
        for name, words in ACTS.items()
    }
    return {
        "/api/events": {"get": _operation("list", "The events that a query asks for", "Events", parameters=QUERY)},
        "/api/events/{uid}": {
            "parameters": [UID],
            "get": _operation("show", "One event, with what it was read from", "Event"),
            "patch": _operation("correct", "Set fields to what a person says", "Event", body=CORRECTION),
        },
        "/api/events/{uid}/history": {
            "parameters": [UID],
            "get": _operation("history", "Every revision, and everything persons did", "History"),
        },
        **act,
        "/api/events/{uid}/merge": {
            "parameters": [UID],
            "post": _operation("merge", "It is the same happening as another, which takes it in", "Event", body=MERGE),
        },
        "/api/events/{uid}/split": {
            "parameters": [UID],
            "post": _operation("split", "Some mentions tell of another happening", "Event", code="201", body=SPLIT),
        },
        "/api/events/{uid}/undo": {
            "parameters": [UID],
            "post": _operation("undo", "Take back an act, or the last", "Event", body=UNDO, required=False),
        },
        "/api/documents": {"post": _push()},
        "/api/documents/{id}": {
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": NAME}],
            "get": _operation("document", "A stored page and its articles", "Document"),
        },
    }  # fmt: skip


ACTS = {
    "hide": "Take it out of every feed and page",
    "unhide": "Show it again",
    "confirm": "Vouch for it",
    "cancel": "It does not take place",
}
NAME: Schema = {"type": "string", "minLength": 1, "maxLength": 200}
UID: Schema = {"name": "uid", "in": "path", "required": True, "schema": NAME, "description": "The event's UID."}
_ANY: Schema = {"type": "string", "maxLength": 500}
_QUERY: dict[str, Schema] = {
    **dict.fromkeys(PARAMETERS, _ANY),
    "kind": {"type": "string", "enum": ["event", "deadline"]},
    "status": {"type": "string", "enum": ["confirmed", "tentative", "cancelled", "postponed"]},
    "from": {"type": "string", "pattern": r"^(today|[+-]\d{1,4}d|\d{4}-\d\d-\d\d)$", "examples": ["today", "-30d"]},
    "to": {"type": "string", "pattern": r"^(today|[+-]\d{1,4}d|\d{4}-\d\d-\d\d)$", "examples": ["+7d", "2025-01-18"]},
    "confidence": {"type": "number", "minimum": 0, "maximum": 1},
    "limit": {"type": "integer", "minimum": 1, "maximum": 1000, "default": 100},
    "offset": {"type": "integer", "minimum": 0, "maximum": 10**9, "default": 0},
    "hidden": {"type": "boolean", "default": False},
}
QUERY = [{"name": name, "in": "query", "schema": schema} for name, schema in _QUERY.items()]


def _push() -> Schema:
    words = {
        "name": "What the page is known by when it is handed in again: its later state then takes its place.",
        "source": "A source of config.toml.",
        "published": "The day it was printed, when it does not say so itself.",
        "language": "zh-Hans, zh-Hant, en, ru, kk.",
        "timezone": "The zone of its clock times.",
        "url": "Where it stands on the web.",
    }
    schemas = {"published": {"type": "string", "format": "date"}}
    parameters = [
        {"name": name, "in": "query", "description": text, "schema": schemas.get(name, {**_ANY, "minLength": 1})}
        for name, text in words.items()
    ]
    made = _operation(
        "push",
        "Hand in a page: its bytes are the body, or the file of a form",
        "Report",
        code="201",
        parameters=parameters,
    )
    made["responses"]["200"] = _response("We had this very page; nothing changed", "Report")
    made["responses"]["422"] = _response("It cannot be read", "Error")
    made["requestBody"] = {
        "required": True,
        "content": {
            "text/plain": {"schema": {"type": "string", "minLength": 1}},
            "text/html": {"schema": {"type": "string", "minLength": 1}},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {"file": {"type": "string", "format": "binary", "minLength": 1}},
                    "required": ["file"],
                }
            },
        },
    }
    return made


def _operation(
    name: str,
    words: str,
    answer: str,
    *,
    code: str = "200",
    body: Schema | None = None,
    required: bool = True,
    parameters: list[Schema] | None = None,
) -> Schema:
    made: Schema = {
        "operationId": name,
        "summary": words,
        "responses": {
            code: _response(words, answer),
            **{each: _response(text, "Error") for each, text in ERRORS.items()},
        },
    }
    if body is not None:
        made["requestBody"] = {"required": required, "content": {"application/json": {"schema": body}}}
    if parameters is not None:
        made["parameters"] = parameters
    return made


ERRORS = {
    "400": "Something in what was sent cannot be; `parameter` names it",
    "401": "No token, or one that is not known",
    "404": "There is no such thing",
    "405": "This address does not take that method",
    "413": "Too large",
    "415": "The body must be JSON",
    "429": "Too many; Retry-After says when to try again",
    "503": "The store cannot be written just now",
}


def _response(words: str, name: str) -> Schema:
    schema = LISTING if name == "Events" else {"$ref": f"#/components/schemas/{name}"}
    return {"description": words, "content": {"application/json": {"schema": schema}}}


def _all(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


_STRING: Schema = {"type": "string"}
_MAYBE: Schema = {"type": ["string", "null"]}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_STRINGS: Schema = {"type": "array", "items": _STRING}
EVENT = _all(
    uid=_STRING, title=_STRING, phase=_MAYBE, start=_MAYBE, end=_MAYBE, precision=_MAYBE, rrule=_MAYBE,
    exdates=_STRINGS, timezone=_MAYBE, place=_MAYBE, status=_STRING, previous_start=_MAYBE, kind=_STRING,
    categories=_STRINGS, organizer=_MAYBE, contact=_MAYBE, price=_MAYBE, url=_MAYBE,
    confidence={"type": "number", "minimum": 0, "maximum": 1}, hidden={"type": "boolean"}, parent=_MAYBE,
    sequence=_COUNT, created=_STRING, last_modified=_STRING, set_by_persons=_STRINGS,
    mentions={
        "type": "array",
        "items": _all(
            id={"type": "integer"}, article=_STRING, source=_STRING, published=_MAYBE, headline=_STRING,
            evidence=_STRING, confidence={"type": "number"},
        ),
    },
)  # fmt: skip
LISTING = _all(total=_COUNT, events={"type": "array", "items": {"$ref": "#/components/schemas/Event"}})
ERROR: Schema = {
    "type": "object",
    "properties": {"error": _STRING, "parameter": _STRING},
    "required": ["error"],
}
HISTORY = _all(
    uid=_STRING,
    revisions={"type": "array", "items": _all(sequence=_COUNT, at=_STRING, because=_STRING, changed=_STRINGS)},
    acts={
        "type": "array",
        "items": _all(
            act={"type": "integer"}, kind=_STRING, field=_MAYBE, who=_STRING, at=_STRING, because=_STRING,
            undone=_MAYBE, undone_by=_MAYBE,
        ),
    },
)  # fmt: skip
REPORT = _all(
    read={"type": "boolean"},
    articles=_all(added=_COUNT, changed=_COUNT),
    events=_all(added=_COUNT, changed=_COUNT, kept=_COUNT),
    changed={"type": "array", "items": {"$ref": "#/components/schemas/Event"}},
    problems=_STRINGS,
)
DOCUMENT = _all(
    id=_STRING, source=_STRING, media_type=_STRING, language=_MAYBE, published=_MAYBE, published_from=_MAYBE,
    title=_MAYBE, url=_MAYBE, text=_STRING, articles={"type": "array", "items": {"type": "object"}},
    problems=_STRINGS,
)  # fmt: skip
