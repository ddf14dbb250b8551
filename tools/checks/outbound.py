"""All traffic out of the server goes through platform/net; a second client would be an unguarded door."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tools.checks.source import PRODUCT, Module, Violation, dotted, imports, modules, without_exceptions

HOME = "server/src/leadgen/platform/net/"
CLIENTS = (
    "aiohttp",
    "aiosmtplib",
    "authlib.integrations",
    "dns",
    "ftplib",
    "http.client",
    "httpcore",
    "httpx",
    "httpx2",
    "imaplib",
    "poplib",
    "pycurl",
    "requests",
    "smtplib",
    "telnetlib",
    "urllib.request",
    "urllib3",
    "websockets",
    "xmlrpc.client",
)
CONNECTS = re.compile(r"(^|\.)(open_connection|open_unix_connection|create_connection|sock_connect|urlopen)$")
CONNECTS_A_SOCKET = re.compile(
    r"\.(connect|connect_ex|sendto)$"
)  # where a module has sockets; listening is fine
EXCEPTIONS: dict[str, str] = {
    "plugins/llm/src/leadgen_llm/transport.py": "is the host's door as the transport of a library",
    "plugins/llm/src/leadgen_llm/wire.py": "hands that transport to the providers' libraries",
    "server/src/leadgen/platform/mail/smtp.py": "speaks SMTP over a socket that platform/net connected",
}


def violations(root: Path) -> list[Violation]:
    found = (
        (module.path, hit)
        for module in modules(root, PRODUCT)
        if not module.path.startswith(HOME)
        for hit in _in(module)
    )
    return without_exceptions(root, found, EXCEPTIONS, "the rule of the one way out")


def _in(module: Module) -> Iterator[Violation]:
    has_sockets = any(name == "socket" or name.startswith("socket.") for _, name in imports(module.tree))
    for statement, name in imports(module.tree):
        if any(name == client or name.startswith(f"{client}.") for client in CLIENTS):
            yield module.violation(statement, f"imports {name}: traffic out goes through platform/net")
    for node in ast.walk(module.tree):
        called = dotted(node.func) if isinstance(node, ast.Call) else ""
        if CONNECTS.search(called) or (has_sockets and CONNECTS_A_SOCKET.search(called)):
            yield module.violation(node, f"calls {called}: traffic out goes through platform/net")
