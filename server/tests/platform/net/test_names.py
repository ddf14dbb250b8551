"""Questions to a real name server on loopback, and what is made of its answers, however odd."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from leadgen.config import SettingsInvalid, load_settings
from leadgen.platform.net import Net, Told, names
from tests.factories.names import NameServer, Says, name_server

MANY = [f"MX {one} mx{one}.a-very-long-name-of-a-mail-server.example.com." for one in range(400)]

ANSWERS: tuple[tuple[str, Says, Told], ...] = (
    (
        "servers",
        ["MX 20 b.example.com.", "MX 10 A.example.com."],
        Told("found", ("a.example.com", "b.example.com")),
    ),
    ("refuses-mail", ["MX 0 ."], Told("found", (".",))),
    ("nothing", ["TXT hello"], Told("nothing")),
    ("broken", "servfail", Told("failed")),
    ("refused", "refused", Told("failed")),
    ("circle", ["CNAME circle.example.com."], Told("failed")),
)


@pytest.fixture
async def there() -> AsyncIterator[NameServer]:
    """A name server that knows nothing yet."""
    async with name_server() as server:
        yield server


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a test of silence is short."""
    monkeypatch.setattr(names, "_ONE_TRY_S", 0.15)
    monkeypatch.setattr(names, "_ALL_TRIES_S", 0.35)


def net_to(server: NameServer) -> Net:
    return Net(load_settings({"dns_servers": server.address}))


@pytest.mark.parametrize(("name", "says", "told"), ANSWERS, ids=[name for name, *_ in ANSWERS])
async def test_each_answer_is_told_in_its_word(there: NameServer, name: str, says: Says, told: Told) -> None:
    there.zone[f"{name}.example.com"] = says
    assert await net_to(there).ask_names(f"{name}.example.com", "MX") == told


async def test_what_is_not_there_or_no_name_at_all_is_no_name(there: NameServer) -> None:
    for name in ("gone.example.com", "x" * 64 + ".example.com", "a..example.com", "x." * 200 + "com"):
        assert (await net_to(there).ask_names(name, "MX")).outcome == "no_name"


async def test_a_chain_of_names_is_followed_by_the_resolver_and_nothing_is_connected(
    there: NameServer,
) -> None:
    there.zone |= {"alias.example.com": ["CNAME inside.lan."], "inside.lan": ["MX 10 localhost."]}
    assert await net_to(there).ask_names("alias.example.com", "MX") == Told("found", ("localhost",))
    assert set(there.asked) == {("alias.example.com", "MX")}


async def test_addresses_inside_somebodys_network_are_no_answer(there: NameServer) -> None:
    there.zone["a.example.com"] = ["A 10.0.0.1", "A 127.0.0.1", "A 93.184.216.34"]
    there.zone["b.example.com"] = ["AAAA ::1", "AAAA fe80::1"]
    assert await net_to(there).ask_names("a.example.com", "A") == Told("found", ("93.184.216.34",))
    assert await net_to(there).ask_names("b.example.com", "AAAA") == Told("nothing")


async def test_a_huge_answer_comes_over_tcp_and_is_cut(there: NameServer) -> None:
    there.zone["huge.example.com"] = MANY
    told = await net_to(there).ask_names("huge.example.com", "MX")
    assert (told.outcome, len(told.records)) == ("found", 20)


@pytest.mark.usefixtures("impatient")
async def test_silence_and_rubbish_end_soon(there: NameServer) -> None:
    there.zone |= {"mute.example.com": "silent", "odd.example.com": "garbage"}
    async with asyncio.timeout(2):
        assert (await net_to(there).ask_names("mute.example.com", "MX")).outcome == "silent"
        assert (await net_to(there).ask_names("odd.example.com", "MX")).outcome in ("failed", "silent")
    assert await net_to(there).has_names()


@pytest.mark.usefixtures("impatient")
async def test_a_resolver_that_is_not_there_is_silent(there: NameServer) -> None:
    there.down = True
    assert not await net_to(there).has_names()
    nobody = Net(load_settings({"dns_servers": "127.0.0.1:1"}))
    assert (await nobody.ask_names("a.example.com", "MX")).outcome == "silent"
    assert not await nobody.has_names()


async def test_the_same_question_at_the_same_time_is_asked_once(there: NameServer) -> None:
    there.zone["one.example.com"] = ["MX 10 mx.example.com."]
    nets = [net_to(there) for _ in range(3)]
    told = await asyncio.gather(*(nets[at % 3].ask_names("one.example.com", "MX") for at in range(300)))
    assert {one.records for one in told} == {("mx.example.com",)}
    assert there.asked["one.example.com", "MX"] == 1


@pytest.mark.parametrize(
    ("listed", "servers"),
    [
        ("9.9.9.9", (("9.9.9.9", 53),)),
        ("127.0.0.1:5300, [::1]:53", (("127.0.0.1", 5300), ("::1", 53))),
        ("2620:fe::fe", (("2620:fe::fe", 53),)),
        ("", ()),
    ],
)
def test_name_servers_are_addresses(listed: str, servers: tuple[tuple[str, int], ...]) -> None:
    assert load_settings({"dns_servers": listed}).name_servers == servers


@pytest.mark.parametrize(
    "listed", ["dns.example.com", "9.9.9.9:0", "9.9.9.9:99999", "1.2.3", "[::1", "9.9.9.9;x"]
)
def test_a_name_server_that_is_no_address_is_refused(listed: str) -> None:
    with pytest.raises(SettingsInvalid, match="LEADGEN_DNS_SERVERS"):
        load_settings({"dns_servers": listed})
