"""The settings that a plugin asks for: as much of JSON schema as a plain form can show. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from math import isfinite
from typing import Literal, cast

from leadgen.kernel.json import JSON

Schema = Mapping[str, JSON]
# Whether it is called with the workspace's key.
KeyUse = Literal["needed", "optional", "none"]

MOST_CHARACTERS = 2_000
_LARGEST = 2**53
_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
}
_LIMITS = frozenset({"minimum", "maximum", "minLength", "maxLength"})
_WORDS = _LIMITS | {"type", "title", "description", "default", "enum", "examples", "format", "pattern"}
_KEY_USE = "x-key"
_ASKED = {
    "string": "Give a text.",
    "integer": "Give a whole number.",
    "number": "Give a number.",
    "boolean": "Say yes or no.",
}


def flaw(schema: Schema) -> str | None:
    """Why no form can be drawn from it; None where one can."""
    if not schema:
        return None
    properties, required = schema.get("properties", {}), schema.get("required", [])
    if not isinstance(properties, Mapping) or not isinstance(required, Sequence):
        return "its settings are no object of properties"
    if schema.get(_KEY_USE, "none") not in ("needed", "optional", "none"):
        return f"{_KEY_USE} is needed, optional or none"
    for name, shape in properties.items():
        if (problem := _flaw_of(shape)) is not None:
            return f"the setting {name} {problem}"
    unknown = [str(name) for name in required if name not in list(properties)]
    return f"it requires {', '.join(unknown)}, which it does not describe" if unknown else None


def _flaw_of(shape: JSON) -> str | None:
    if not isinstance(shape, Mapping) or str(shape.get("type")) not in _TYPES:
        return "is no text, number or yes and no"
    if strange := set(shape) - _WORDS:
        return f"uses {', '.join(sorted(strange))}"
    if not all(isinstance(shape.get(name, 0), int | float) for name in _LIMITS):
        return "has a limit that is no number"
    if not _is_pattern(shape.get("pattern", "")):
        return "has a pattern that is no regular expression"
    problem = _problem(shape, shape["default"]) if "default" in shape else None
    return f"has a default that does not fit: {problem}" if problem is not None else None


def merged(schemas: Sequence[Schema]) -> Schema:
    """One form for several enrichers of a plugin. Raises ValueError where they mean different things."""
    found: dict[str, JSON] = {}
    required: list[str] = []
    for schema in schemas:
        for name, shape in properties_of(schema).items():
            if found.setdefault(name, shape) != shape:
                raise ValueError(f"its enrichers describe the setting {name} in two ways")
        required += [name for name in _required(schema) if name not in required]
    return {"type": "object", "properties": found, "required": required} if found else {}


def properties_of(schema: Schema) -> Mapping[str, Schema]:
    """By name, in their order."""
    return cast("Mapping[str, Schema]", schema.get("properties", {}))


def key_use(schema: Schema, *, is_free: bool) -> KeyUse:
    """As the schema says; else a paid call needs a key, and a free read has none."""
    return cast(KeyUse, schema.get(_KEY_USE, "none" if is_free else "needed"))


def cleaned(given: Mapping[str, JSON]) -> Mapping[str, JSON]:
    """What was said, without blanks."""
    return {name: value for name, value in given.items() if value is not None and value != ""}


def problems(schema: Schema, given: Mapping[str, JSON]) -> Iterator[tuple[str, str]]:
    """(setting, sentence) for what does not fit. What is missing is no problem here."""
    shapes = properties_of(schema)
    for name, value in given.items():
        if name not in shapes:
            yield name[:100], "There is no such setting."
        elif (problem := _problem(shapes[name], value)) is not None:
            yield name, problem


def addresses(schema: Schema, given: Mapping[str, JSON]) -> Iterator[tuple[str, str]]:
    """(setting, value) of those that are addresses."""
    for name, shape in properties_of(schema).items():
        if shape.get("format") == "uri" and isinstance(value := given.get(name), str):
            yield name, value


def filled(schema: Schema, given: Mapping[str, JSON]) -> Mapping[str, JSON]:
    """What counts: as given where it still fits the schema, else by default."""
    counts = {name: shape["default"] for name, shape in properties_of(schema).items() if "default" in shape}
    wrong = {name for name, _ in problems(schema, given)}
    return {**counts, **{name: value for name, value in given.items() if name not in wrong}}


def missing(schema: Schema, values: Mapping[str, JSON]) -> Sequence[str]:
    """Titles of required settings that have no value."""
    shapes = properties_of(schema)
    return [str(shapes[name].get("title", name)) for name in _required(schema) if name not in values]


def _is_pattern(pattern: JSON) -> bool:
    try:
        return isinstance(pattern, str) and bool(re.compile(pattern))
    except re.error:
        return False


def _required(schema: Schema) -> Sequence[str]:
    return cast("Sequence[str]", schema.get("required", ()))


def _problem(shape: Schema, value: JSON) -> str | None:
    kind = str(shape["type"])
    if not isinstance(value, _TYPES[kind]) or (isinstance(value, bool) and kind != "boolean"):
        return _ASKED[kind]
    choices = shape.get("enum")
    if isinstance(choices, Sequence) and value not in choices:
        return f"Choose one of {', '.join(str(choice) for choice in choices)}."
    return _text_problem(shape, value) if isinstance(value, str) else _number_problem(shape, value)


def _text_problem(shape: Schema, value: str) -> str | None:
    least, most = cast(int, shape.get("minLength", 0)), cast(int, shape.get("maxLength", MOST_CHARACTERS))
    if not least <= len(value) <= most:
        return f"Give {least} to {most} characters."
    if "\0" in value:
        return "Give a text without control characters."
    pattern = shape.get("pattern")
    return "It has another form." if isinstance(pattern, str) and not re.search(pattern, value) else None


def _number_problem(shape: Schema, value: JSON) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    least = cast(float, shape.get("minimum", -_LARGEST))
    most = cast(float, shape.get("maximum", _LARGEST))
    if not isfinite(value) or not least <= value <= most:
        return f"Give a number from {least} to {most}."
    return None
