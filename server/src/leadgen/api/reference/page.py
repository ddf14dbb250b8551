"""The page: operations by subject, then schemas, with a list of all beside it."""

from collections.abc import Iterator, Mapping
from html import escape
from itertools import groupby
from typing import Any

from leadgen.api.reference.text import anchor, example, paragraphs, words
from leadgen.api.reference.types import in_words, limits, members

Document = Mapping[str, Any]
_NOBODY = "Nobody has to be signed in."


def page(document: Document, style: str, script: str) -> str:
    """The whole page; `style` and `script` are addresses."""
    operations = list(_operations(document))
    body = "".join(_operation(document, *one) for one in operations)
    schemas = "".join(_schema(name, one) for name, one in document["components"]["schemas"].items())
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(document['info']['title'])}: API reference</title>"
        f'<link rel="stylesheet" href="{style}"><script defer src="{script}"></script></head><body>'
        f'<a class="skip" href="#content">Skip to the content</a>{_navigation(document, operations)}'
        f'<main id="content" tabindex="-1"><h1>{escape(document["info"]["title"])} API</h1>'
        f"{paragraphs(document['info']['description'])}"
        '<p>The same as a document for programs: <a href="openapi.json">openapi.json</a>.</p>'
        f"{body}<h2>Schemas</h2>{schemas}</main></body></html>"
    )


Found = tuple[str, str, Mapping[str, Any]]


def _operations(document: Document) -> Iterator[Found]:
    """(path, method, operation), those of one subject together."""
    found = [
        (path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
    return iter(sorted(found, key=_subject))


def _subject(found: Found) -> str:
    return str(found[2]["tags"][0])


def _navigation(document: Document, operations: list[Found]) -> str:
    parts = []
    for subject, found in groupby(operations, key=_subject):
        links = "".join(_link(operation) for _, _, operation in found)
        parts.append(f"<section><h2>{escape(subject)}</h2><ul>{links}</ul></section>")
    names = "".join(
        f'<li data-words="{anchor(name).lower()}"><a href="#schema-{anchor(name)}">{escape(name)}</a></li>'
        for name in document["components"]["schemas"]
    )
    return (
        '<nav aria-label="Operations"><label for="search">Search</label>'
        '<input id="search" type="search" autocomplete="off" placeholder="contacts, import, 404 …">'
        f'<p id="found" role="status"></p>{"".join(parts)}'
        f"<section><h2>Schemas</h2><ul>{names}</ul></section></nav>"
    )


def _link(operation: Mapping[str, Any]) -> str:
    name = operation["operationId"]
    said = f"{name} {operation['summary']} {name.replace('_', ' ')} {operation['tags'][0]}".lower()
    return (
        f'<li data-words="{escape(said, quote=True)}">'
        f'<a href="#{anchor(name)}">{escape(operation["summary"])}</a></li>'
    )


def _operation(document: Document, path: str, method: str, operation: Mapping[str, Any]) -> str:
    name = operation["operationId"]
    address = f'<span class="method {method}">{method.upper()}</span> <code>{escape(path)}</code>'
    who = f"{_who(operation)} <code>{escape(name)}</code>"
    return (
        f'<section class="operation" id="{anchor(name)}"><h3>{escape(operation["summary"])}</h3>'
        f'<p class="address">{address}</p>{paragraphs(operation["description"])}<p class="quiet">{who}</p>'
        f"{_parameters(operation)}{_body(document, operation)}{_answers(document, operation)}</section>"
    )


def _who(operation: Mapping[str, Any]) -> str:
    if "x-roles" not in operation:
        return "A session." if operation.get("security") else _NOBODY
    roles = ", ".join(operation["x-roles"])
    scope = operation.get("x-scope")
    key = f"an API key with <code>{escape(scope)}</code>" if scope else "never by an API key"
    return f"Members: {escape(roles)}; {key}."


def _parameters(operation: Mapping[str, Any]) -> str:
    rows = "".join(
        f"<tr><td><code>{escape(one['name'])}</code> <span class='quiet'>{escape(one['in'])}"
        f"{'' if one.get('required') else ', optional'}</span></td><td>{in_words(one['schema'])}</td>"
        f"<td>{words(one.get('description', ''))} {limits(one['schema'])}</td></tr>"
        for one in operation.get("parameters", ())
    )
    head = "<thead><tr><th>Parameter</th><th>Type</th><th>Meaning</th></tr></thead>"
    return f"<h4>Parameters</h4><table>{head}<tbody>{rows}</tbody></table>" if rows else ""


def _body(document: Document, operation: Mapping[str, Any]) -> str:
    body = operation.get("requestBody")
    return "" if body is None else f"<h4>Body</h4>{_content(document, body)}"


def _answers(document: Document, operation: Mapping[str, Any]) -> str:
    return "<h4>Answers</h4>" + "".join(
        _answer(document, status, resolved(document, answer))
        for status, answer in operation["responses"].items()
    )


def _answer(document: Document, status: str, answer: Mapping[str, Any]) -> str:
    is_good = status.startswith(("2", "3"))
    return (
        f'<details{" open" if is_good else ""}><summary><span class="status">{escape(status)}</span> '
        f"{words(answer['description'])}</summary>{_content(document, answer)}</details>"
    )


def _content(document: Document, part: Mapping[str, Any]) -> str:
    return "".join(
        f'<p class="quiet">{escape(media)}: {in_words(told.get("schema", {}))}</p>{_example(document, told)}'
        for media, told in part.get("content", {}).items()
    )


def _example(document: Document, told: Mapping[str, Any]) -> str:
    if "example" in told:
        return example(told["example"])
    if "examples" in told:
        return "".join(example(one["value"]) for one in told["examples"].values())
    return "".join(example(one) for one in resolved(document, told.get("schema", {})).get("examples", ())[:1])


def _schema(name: str, schema: Mapping[str, Any]) -> str:
    said = members(schema) or f"<p>{in_words(schema)}</p>"
    shown = "".join(example(one) for one in schema.get("examples", ())[:1])
    head = f'<h3 id="schema-{anchor(name)}">{escape(name)}</h3>'
    return f'<section class="schema">{head}{paragraphs(schema.get("description", ""))}{said}{shown}</section>'


def resolved(document: Document, value: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a reference inside the document points to."""
    while "$ref" in value:
        found: Any = document
        for part in str(value["$ref"]).removeprefix("#/").split("/"):
            found = found[part]
        value = found
    return value
