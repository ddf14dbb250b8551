"""What a schema of the document holds, in words with links."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from leadgen.api.reference.text import anchor, words

Schema = Mapping[str, Any]


def in_words(schema: Schema) -> str:
    """`text`, `list of Contact`, `one of "a", "b"`, and so on."""
    if "$ref" in schema:
        name = str(schema["$ref"]).rpartition("/")[2]
        return f'<a href="#schema-{anchor(name)}">{escape(name)}</a>'
    if "const" in schema:
        return _value(schema["const"])
    if "enum" in schema:
        return "one of " + ", ".join(_value(one) for one in schema["enum"])
    for joint in ("anyOf", "oneOf", "allOf"):
        if joint in schema:
            return " or ".join(dict.fromkeys(in_words(one) for one in schema[joint]))
    return _plain(schema)


def _plain(schema: Schema) -> str:
    kind = schema.get("type", "anything")
    if kind == "array":
        return f"list of {in_words(schema.get('items', {}))}"
    if kind == "object":
        inner = schema.get("additionalProperties")
        return f"object of {in_words(inner)}" if isinstance(inner, Mapping) and inner else "object"
    named = {"string": "text", "integer": "whole number", "boolean": "true or false"}.get(
        str(kind), str(kind)
    )
    return escape(f"{named} ({schema['format']})" if "format" in schema else named)


def _value(value: object) -> str:
    return f"<code>{escape(str(value))}</code>"


def limits(schema: Schema) -> str:
    """What a value must keep to."""
    return escape(", ".join(_limits(schema)))


_SAID = {
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minimum": "from {}",
    "maximum": "to {}",
    "minItems": "at least {} items",
    "maxItems": "at most {} items",
    "pattern": "pattern {}",
    "default": "default {}",
}
_HEAD = "<thead><tr><th>Member</th><th>Type</th><th>Meaning</th></tr></thead>"


def _limits(schema: Schema) -> Iterator[str]:
    for part in (schema, *schema.get("anyOf", ())):
        for name, sentence in _SAID.items():
            if name in part and part[name] is not None:
                yield sentence.format(part[name])


def members(schema: Schema) -> str:
    """The members of an object as a table; nothing for any other schema."""
    found: Schema = schema.get("properties", {})
    if not found:
        return ""
    required = schema.get("required", ())
    rows = "".join(_row(name, one, name in required) for name, one in found.items())
    return f"<table>{_HEAD}<tbody>{rows}</tbody></table>"


def _row(name: str, schema: Schema, is_required: bool) -> str:
    meaning = " ".join(filter(None, (words(schema.get("description", "")), limits(schema))))
    mark = "" if is_required else ' <span class="quiet">optional</span>'
    return f"<tr><td><code>{escape(name)}</code>{mark}</td><td>{in_words(schema)}</td><td>{meaning}</td></tr>"
