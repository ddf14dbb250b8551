"""The Python client made from the API's document: a type for each schema, a method for each operation."""

import json
import keyword
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

FOLDER = Path("client-python/src/leadgen_client/generated")
_NOTE = '"""Made from client/openapi.json by ./dev client. Not written by hand."""\n\n'
_JSON = "application/json"

Schema = Mapping[str, Any]


def files(document: Mapping[str, Any]) -> dict[Path, str]:
    """Every generated file with its text: the same for the same document."""
    return {
        FOLDER / "__init__.py": _NOTE.rstrip() + "\n",
        FOLDER / "models.py": _models(document),
        FOLDER / "operations.py": _operations(document),
    }


def renew(root: Path, document: str) -> None:
    """Writes them."""
    for path, text in files(json.loads(document)).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)


def stale(root: Path, document: str) -> Iterator[Path]:
    """Those that are not what the document makes."""
    for path, text in files(json.loads(document)).items():
        if not (root / path).exists() or (root / path).read_text() != text:
            yield path


def _models(document: Mapping[str, Any]) -> str:
    parts = [_model(_name(name), schema) for name, schema in document["components"]["schemas"].items()]
    names = "Any, Literal, NotRequired, TypeAlias, TypedDict"
    head = f"from __future__ import annotations\n\nfrom typing import {names}\n"
    return _NOTE + head + "".join(parts)


def _model(name: str, schema: Schema) -> str:
    members: Mapping[str, Schema] = schema.get("properties", {})
    if schema.get("type") != "object" or not members:
        return f'\n\n{name}: TypeAlias = "{_type(schema)}"\n'
    if not all(_is_name(one) for one in members):
        pairs = ", ".join(f'{one!r}: "{_member(one, told, schema)}"' for one, told in members.items())
        return f'\n\n{name} = TypedDict("{name}", {{{pairs}}})\n'
    lines = [f"\n\nclass {name}(TypedDict):", f'    """{_sentence(schema.get("description", name))}"""', ""]
    lines += [f"    {one}: {_member(one, told, schema)}" for one, told in members.items()]
    return "\n".join(lines) + "\n"


def _member(name: str, told: Schema, schema: Schema) -> str:
    found = _type(told)
    return found if name in schema.get("required", ()) else f"NotRequired[{found}]"


def _type(schema: Schema, prefix: str = "") -> str:
    if "$ref" in schema:
        return prefix + _name(str(schema["$ref"]).rpartition("/")[2])
    if "const" in schema:
        return f"Literal[{schema['const']!r}]"
    if "enum" in schema:
        return f"Literal[{', '.join(repr(one) for one in schema['enum'])}]"
    for joint in ("anyOf", "oneOf"):
        if joint in schema:
            return " | ".join(dict.fromkeys(_type(one, prefix) for one in schema[joint]))
    if "allOf" in schema:
        return _type(schema["allOf"][0], prefix)
    return _plain(schema, prefix)


def _plain(schema: Schema, prefix: str) -> str:
    kind = schema.get("type")
    if isinstance(kind, list):
        return " | ".join(_plain({**schema, "type": one}, prefix) for one in kind)
    if kind == "array":
        return f"list[{_type(schema.get('items', {}), prefix)}]"
    if kind == "object":
        inner = schema.get("additionalProperties")
        return f"dict[str, {_type(inner, prefix) if isinstance(inner, Mapping) else 'Any'}]"
    named = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}
    return named.get(str(kind), "Any")


def _operations(document: Mapping[str, Any]) -> str:
    head = (
        "from __future__ import annotations\n\nfrom typing import Any, Literal, cast\n\n"
        "from leadgen_client.generated import models\n"
        "from leadgen_client.transport import Content, Transport\n\n\n"
        'class Operations:\n    """One method for each operation that an API key may have."""\n\n'
        "    def __init__(self, transport: Transport) -> None:\n        self._transport = transport\n"
    )
    methods = [
        _operation(path, method, operation)
        for path, by_method in document["paths"].items()
        for method, operation in by_method.items()
        if not _is_left_out(operation)
    ]
    return _NOTE + head + "".join(methods)


def _is_left_out(operation: Mapping[str, Any]) -> bool:
    """What no key may do, and a stream without end."""
    good = [told for status, told in operation["responses"].items() if status.startswith("2")]
    is_for_keys = operation.get("x-scope") is not None or operation["operationId"] == "get_health"
    return not is_for_keys or any("text/event-stream" in told.get("content", {}) for told in good)


def _operation(path: str, method: str, operation: Mapping[str, Any]) -> str:
    parameters = operation.get("parameters", [])
    media = list(operation.get("requestBody", {}).get("content", {}))
    answer = _answer(operation)
    signature = ["self", "*", *_arguments(operation, parameters, media)]
    sent = [f'"{method.upper()}"', f'"{path}"']
    for place, word in (("path", "within"), ("query", "query"), ("header", "headers")):
        pairs = ", ".join(
            f'"{one["name"]}": {_python(one["name"])}' for one in parameters if one["in"] == place
        )
        sent.append(f"{word}={{{pairs}}}")
    sent += ["body=body"] if media == [_JSON] else ["content=content"] if media else []
    lines = [
        f"\n    def {operation['operationId']}(",
        *(f"        {one}," for one in (signature if len(signature) > 2 else signature[:1])),
        f"    ) -> {answer}:",
        f'        """{_sentence(operation["description"])}"""',
        *_call(", ".join(sent), answer),
    ]
    return "\n".join(lines) + "\n"


def _arguments(operation: Mapping[str, Any], parameters: list[Schema], media: list[str]) -> Iterator[str]:
    """Those that have to be given first."""
    for one in parameters:
        if one.get("required"):
            yield f"{_python(one['name'])}: {_type(one['schema'], 'models.')}"
    if media == [_JSON]:
        schema = operation["requestBody"]["content"][_JSON]["schema"]
        is_needed = operation["requestBody"].get("required", False)
        yield f"body: {_type(schema, 'models.')}" + ("" if is_needed else " | None = None")
    elif media:
        yield "content: Content"
    for one in parameters:
        if not one.get("required"):
            found = _type(one["schema"], "models.")
            yield f"{_python(one['name'])}: {found if 'None' in found else found + ' | None'} = None"


def _answer(operation: Mapping[str, Any]) -> str:
    told = next(told for status, told in operation["responses"].items() if status.startswith("2"))
    content = told.get("content", {})
    if not content:
        return "None"
    return _type(content[_JSON].get("schema", {}), "models.") if _JSON in content else "bytes"


def _call(sent: str, answer: str) -> list[str]:
    call = f"self._transport.send({sent})"
    if answer == "None":
        return [f"        {call}"]
    if answer == "bytes":
        return [f"        return {call}.content"]
    return [
        f'        return cast("{answer}", {call}.json())'
        if answer != "Any"
        else f"        return {call}.json()"
    ]


def _name(schema: str) -> str:
    return re.sub(r"\W", "_", schema)


def _python(parameter: str) -> str:
    found = re.sub(r"\W", "_", parameter).lower()
    return f"{found}_" if keyword.iskeyword(found) else found


def _is_name(member: str) -> bool:
    return member.isidentifier() and not keyword.iskeyword(member)


def _sentence(text: str) -> str:
    return " ".join(text.strip().split("\n\n")[0].split()).replace("\\", "\\\\").replace('"""', "'''")
