"""Five hundred ways to write an address that must not be reached, in a fixed order of chance."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address
from itertools import count

INSIDE_V4 = (
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.5", "172.16.3.4", "192.168.1.1", "169.254.169.254",
    "100.100.100.200", "192.0.0.192", "168.63.129.16", "198.18.0.1", "224.0.0.1", "255.255.255.255",
)  # fmt: skip
INSIDE_V6 = ("::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1", "fec0::1")
PUBLIC = "93.184.216.34"
NAMES = (
    "localhost", "LocalHost", "localhost.", "ip6-localhost", "loopback", "metadata", "redis", "db",
    "metadata.google.internal", "kubernetes.default.svc", "host.docker.internal", "router.lan",
    "printer.local",
)  # fmt: skip
SCHEMES = (
    "file", "gopher", "dict", "ftp", "ldap", "tftp", "ws", "wss", "unix", "jar:http", "netdoc", "data", "h2c",
    "httpx", "javascript", "view-source:http",
)  # fmt: skip
PORTS = ("", ":80", ":443", ":8080", ":6379", ":22", ":25", ":5432", ":11211", ":0", ":00080", ":65536")

_Spell = Callable[[IPv4Address], str]


@dataclass(frozen=True)
class Trick:
    """A URL; `answers` are what its name's server says, one after the other, the last for ever."""

    url: str
    host: str = ""
    answers: Sequence[Sequence[str]] = field(default=())


def tricks(trap_port: int, many: int, seed: int) -> Sequence[Trick]:
    """Different ones, of every kind."""
    rng = random.Random(seed)
    found = {trick.url: trick for trick in _all(trap_port)}
    kinds = list(found.values())
    rng.shuffle(kinds)
    assert len(kinds) >= many, f"only {len(kinds)} tricks"
    return kinds[:many]


def beside(pinned: str) -> Sequence[Trick]:
    """What is not the pinned name at port 80, however near; all of it leads inside."""
    hosts = {
        pinned: ("http://{}:8080/", "http://{}:443/", "http://{}:80@www.example.com/", "https://{}/"),
        f"www.{pinned}": ("http://{}/", "http://{}:80/"),
        f"{pinned}.": ("http://{}/", "http://{}:80/"),
        f"x{pinned}": ("http://{}/",),
        f"{pinned}.example.com": ("http://{}/",),
    }
    return [
        Trick(form.format(host), host, [["127.0.0.1"]]) for host, forms in hosts.items() for form in forms
    ]


def _all(trap_port: int) -> Iterator[Trick]:
    ports = (f":{trap_port}", *PORTS)
    for literal, port in _across(list(_literals()), ports):
        yield Trick(f"http://{literal}{port}/")
    for literal, port in _across(list(_literals()), ports[:3]):
        yield Trick(f"https://{literal}{port}/")
    for name, port in _across([*NAMES], ports):
        yield Trick(f"http://{name}{port}/")
    for scheme in SCHEMES:
        yield Trick(f"{scheme}://127.0.0.1:{trap_port}/")
    yield from (Trick(url) for url in _confusions(trap_port))
    yield from _resolved(trap_port)


def _across(many: Sequence[str], few: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each of the many with one of the few, in turn."""
    for index, one in enumerate(many):
        yield one, few[index % len(few)]


def _literals() -> Iterator[str]:
    for inside in INSIDE_V4:
        for spell in _SPELLINGS:
            yield spell(IPv4Address(inside))
    for inside in INSIDE_V6:
        address = IPv6Address(inside)
        yield from (
            f"[{address}]",
            f"[{address.exploded}]",
            f"[{address}%25lo]",
            f"[{address}%lo]",
            str(address),
        )


def _parts(address: IPv4Address) -> list[int]:
    return list(address.packed)


def _mapped(prefix: str) -> _Spell:
    return lambda address: f"[{prefix}{address}]"


def _mapped_hex(prefix: str) -> _Spell:
    return lambda address: f"[{prefix}{int(address) >> 16:x}:{int(address) & 0xFFFF:x}]"


_SPELLINGS: Sequence[_Spell] = (
    str,
    lambda a: str(int(a)),
    lambda a: hex(int(a)),
    lambda a: oct(int(a)).replace("0o", "0"),
    lambda a: ".".join(f"0{part:o}" for part in _parts(a)),
    lambda a: ".".join(f"000{part:o}" for part in _parts(a)),
    lambda a: ".".join(hex(part) for part in _parts(a)),
    lambda a: ".".join(f"{part:03d}" for part in _parts(a)),
    lambda a: f"{_parts(a)[0]}.{int(a) & 0xFFFFFF}",
    lambda a: f"{_parts(a)[0]}.{_parts(a)[1]}.{int(a) & 0xFFFF}",
    lambda a: f"{hex(_parts(a)[0])}.{int(a) & 0xFFFFFF}",
    lambda a: f"{a}.",
    lambda a: f"{a}..",
    lambda a: f".{a}",
    lambda a: str(a).replace(".", "。"),
    lambda a: str(a).replace(".", "．"),
    lambda a: "".join(chr(0xFF10 + int(digit)) if digit.isdigit() else digit for digit in str(a)),
    lambda a: "".join(_CIRCLED.get(digit, digit) for digit in str(a)),
    lambda a: "".join(f"%{ord(digit):02x}" for digit in str(a)),
    lambda a: str(a).replace(".", "%2e"),
    lambda a: f"{a}%00.example.com",
    lambda a: f"{a}\u00ad",
    lambda a: f"\u200b{a}",
    lambda a: f"[{a}]",
    _mapped("::ffff:"), _mapped_hex("::ffff:"), _mapped("::"), _mapped_hex("::"), _mapped("64:ff9b::"),
    _mapped_hex("64:ff9b::"), _mapped("::ffff:0:"), _mapped_hex("64:ff9b:1::"),
    lambda a: f"[2002:{int(a) >> 16:x}:{int(a) & 0xFFFF:x}::1]",
    lambda a: f"[2001:0:{int(a) >> 16:x}:{int(a) & 0xFFFF:x}::]",
    lambda a: f"[fe80::5efe:{a}]",
)  # fmt: skip
_CIRCLED: Mapping[str, str] = dict(zip("0123456789", "⓪①②③④⑤⑥⑦⑧⑨", strict=True))


def _confusions(port: int) -> Iterator[str]:
    """What one reader takes for the host and another for something else."""
    trap, good = f"127.0.0.1:{port}", "www.example.com"
    for joint in (
        "@",
        ":@",
        ":80@",
        "#@",
        "?@",
        "\\@",
        "%40",
        "/@",
        ";@",
        "&@",
        "%00@",
        "%0d%0a@",
        "\t@",
        "\n",
    ):
        yield f"http://{good}{joint}{trap}/"
        yield f"http://{trap}{joint}{good}/"
    for start in (
        "http:",
        "http:/",
        "http:///",
        "http:////",
        "http:\\\\",
        "//",
        "HTTP://",
        "hTtP:\\/\\/",
        "\thttp://",
    ):
        yield f"{start}{trap}/"
    for end in (
        "\r\nHost: x",
        " HTTP/1.1\r\nX: y",
        "\u2028",
        "/../../..",
        "#\r\n",
        "?\r\n",
        "%0d%0aHost:%20x",
    ):
        yield f"http://{trap}{end}"
    yield from (
        f"http://{trap}\\.example.com/",
        f"http://[::1]:{port}@{good}/",
        f"http://[::1].{good}:{port}/",
    )


def _resolved(port: int) -> Iterator[Trick]:
    """Names in a zone of the attacker's own, whose server says what it likes."""
    number = count()
    for inside in (
        *INSIDE_V4,
        *INSIDE_V6,
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "fe80::1%lo",
        "nonsense",
        "0x7f.1",
    ):
        for answers in ([[inside]], [[PUBLIC, inside]], [[inside, PUBLIC]], [[PUBLIC], [inside]]):
            host = f"trick-{next(number)}.example.com"
            yield Trick(f"http://{host}:{port}/", host, answers)
    for form in (
        "{a}.{n}.example.com",
        "a.{a}.1time.{n}.example.com",
        "xn--{n}.example.com",
        "bücher-{n}.example.com",
    ):
        host = form.format(a="127.0.0.1", n=next(number))
        yield Trick(f"http://{host}:{port}/", host.encode("idna").decode(), [["127.0.0.1"]])
