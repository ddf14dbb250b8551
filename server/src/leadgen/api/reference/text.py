"""Text of the document as HTML. Everything is escaped first; nothing of it is markup of its own."""

import json
import re
from html import escape
from typing import Any

_CODE = re.compile(r"`([^`]+)`")


def words(text: str) -> str:
    """One line, with `code` as code."""
    return _CODE.sub(r"<code>\1</code>", escape(" ".join(text.split())))


def paragraphs(text: str) -> str:
    """Paragraphs, parted by empty lines."""
    return "".join(f"<p>{words(part)}</p>" for part in text.strip().split("\n\n") if part.strip())


def example(value: Any) -> str:
    """As JSON; a text that is no JSON (a file) as it is."""
    shown = value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False)
    return f"<pre><code>{escape(shown)}</code></pre>"


def anchor(name: str) -> str:
    """A name as it may stand in an address."""
    return escape(re.sub(r"[^A-Za-z0-9_.-]", "-", name), quote=True)
