"""The door, against real servers on loopback: what is reached, what is refused, what is cut off."""

import asyncio
import gzip
import socket
import threading
import zlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import httpx
import pytest

from leadgen.config import Settings, load_settings
from leadgen.platform.net import AddressForbidden, AnswerTooLarge, NameUnknown, Net, NetFailed, NetTimeout
from leadgen.platform.net.resolving import system_resolver
from tests.factories.outside import Asked, Outside, certified, outside, resolves_to, says


@pytest.fixture
async def there() -> AsyncIterator[Outside]:
    """A server that the operator has excepted, where a test says so."""
    async with outside() as server:
        yield server


def settings(*allowed: str) -> Settings:
    return load_settings({"outbound_allow": ",".join(allowed) or None})


def net_to(*servers: Outside) -> Net:
    """As it is with these servers excepted."""
    return Net(settings(*(f"127.0.0.1:{server.port}" for server in servers)))


async def test_an_excepted_server_is_reached(there: Outside) -> None:
    async with net_to(there).client() as client:
        answer = await client.post(there.url("/in?x=1"), content=b"hello")

    assert (answer.status_code, answer.content) == (200, b"fine")
    assert (there.asked[0].method, there.asked[0].target, there.asked[0].body) == (
        "POST",
        "/in?x=1",
        b"hello",
    )
    assert there.asked[0].headers["host"] == f"127.0.0.1:{there.port}"


async def test_without_an_exception_no_packet_leaves(there: Outside) -> None:
    async with Net(settings()).client() as client:
        for host in ("127.0.0.1", "[::ffff:127.0.0.1]", "localhost", "127.1", "0", "[::]"):
            with pytest.raises(AddressForbidden):
                await client.get(there.url(host=host))

    assert there.connections == 0


async def test_a_name_that_leads_inside_is_refused_also_where_one_of_its_addresses_is_public(
    there: Outside,
) -> None:
    for addresses in (["127.0.0.1"], ["93.184.216.34", "127.0.0.1"], ["::1"], ["fe80::1%lo"], ["nonsense"]):
        async with Net(settings(), resolver=resolves_to(addresses)).client() as client:
            with pytest.raises(AddressForbidden, match=r"hooks\.example\.com leads to"):
                await client.get(there.url(host="hooks.example.com"))

    assert there.connections == 0


async def test_an_exception_holds_for_the_name_as_it_is_spelled(there: Outside) -> None:
    """Somebody else's name that leads to the excepted address is not excepted."""
    net = Net(settings(f"127.0.0.1:{there.port}"), resolver=resolves_to(["127.0.0.1"]))
    async with net.client() as client:
        with pytest.raises(AddressForbidden):
            await client.get(there.url(host="evil.example.com"))

    assert there.connections == 0


async def test_a_pinned_name_leads_where_the_operator_says_and_asks_nobody(there: Outside) -> None:
    async def nobody(host: str, port: int) -> list[str]:
        raise AssertionError(f"{host} was asked for")

    net = Net(settings(f"shop.example:80=127.0.0.1:{there.port}"), resolver=nobody)
    async with net.client() as client:
        assert (await client.get("http://SHOP.example/x")).content == b"fine"
    (await net.connect("shop.example", 80)).close()

    assert there.asked[0].headers["host"] == "shop.example"


async def test_a_pin_is_of_one_name_and_one_port(there: Outside) -> None:
    """Neither its address, nor another port, nor a redirect from it, nor a name beside it is let through."""
    pinned = f"shop.example:80=127.0.0.1:{there.port}"
    net = Net(settings(pinned), resolver=resolves_to(["127.0.0.1"]))
    async with net.client(follow_redirects=True) as client:
        for url in (
            there.url(), there.url(host="shop.example"), "https://shop.example/", "http://shop.example:8080/",
            f"http://www.shop.example:{there.port}/", "http://www.shop.example/", "http://shop.example.:80/",
        ):  # fmt: skip
            with pytest.raises(AddressForbidden):
                await client.get(url)
        assert there.connections == 0
        there.answer = says(status=302, Location=there.url())
        with pytest.raises(AddressForbidden):
            await client.get("http://shop.example/")

    assert there.connections == 1


async def test_a_pin_takes_no_tls_away(tmp_path: Path) -> None:
    certificate = certified("shop.example", tmp_path)
    async with outside(tls=certificate.server) as there, outside() as plain:
        net = Net(settings(f"shop.example:443=127.0.0.1:{there.port}"), tls=certificate.client)
        async with net.client() as client:
            assert (await client.get("https://shop.example/")).content == b"fine"
        for pins in (f"other.example:443=127.0.0.1:{there.port}", f"shop.example:443=127.0.0.1:{plain.port}"):
            async with Net(settings(pins), tls=certificate.client).client(timeout_s=0.5) as client:
                with pytest.raises((NetFailed, NetTimeout)):
                    await client.get(f"https://{pins.partition(':')[0]}/")
    assert plain.asked == []


async def test_the_connection_goes_to_the_address_that_was_checked(
    there: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that answers differently the second time is asked once."""
    reached: list[str] = []
    loop = asyncio.get_running_loop()
    original = loop.sock_connect

    async def watched(link: socket.socket, address: tuple[str, int]) -> None:
        reached.append(address[0])
        raise OSError("no network in tests")

    monkeypatch.setattr(loop, "sock_connect", watched)
    rebinding = resolves_to(["93.184.216.34"], ["127.0.0.1"])
    async with Net(settings(), resolver=rebinding).client() as client:
        with pytest.raises(NetFailed):
            await client.get(there.url(host="rebinding.example.com"))
        with pytest.raises(AddressForbidden):
            await client.get(there.url(host="rebinding.example.com"))
    monkeypatch.setattr(loop, "sock_connect", original)

    assert (reached, there.connections) == (["93.184.216.34"], 0)


async def test_redirects_are_not_followed_by_themselves(there: Outside) -> None:
    there.answer = says(status=302, Location="http://169.254.169.254/latest/meta-data/")

    async with net_to(there).client() as client:
        assert (await client.get(there.url())).status_code == 302


@pytest.mark.parametrize(
    "place",
    [
        "http://127.0.0.1:1/", "http://localhost/", "//[::1]/", "http://2130706433/", "file:///etc/passwd",
        "http://a@b.example.com/", "http:x", "http:///x", "http://[", "http://a:b/",
    ],
)  # fmt: skip
async def test_each_hop_of_a_followed_redirect_is_checked(there: Outside, place: str) -> None:
    there.answer = says(status=302, Location=place)

    async with net_to(there).client(follow_redirects=True) as client:
        with pytest.raises((AddressForbidden, NetFailed)):
            await client.get(there.url())

    assert there.connections == 1


async def test_a_redirect_without_end_ends(there: Outside) -> None:
    there.answer = says(status=302, Location="/again")

    async with net_to(there).client(follow_redirects=True) as client:
        with pytest.raises(NetFailed):
            await client.get(there.url())

    assert there.connections == 6


async def test_a_server_that_hangs_or_drips_is_left(there: Outside) -> None:
    async def silent(writer: asyncio.StreamWriter, asked: Asked) -> None:
        await asyncio.sleep(5)

    async def dripping(writer: asyncio.StreamWriter, asked: Asked) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(100):
            writer.write(b".")
            await writer.drain()
            await asyncio.sleep(0.05)

    async def never_a_header(writer: asyncio.StreamWriter, asked: Asked) -> None:
        for _ in range(100):
            writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            await writer.drain()
            await asyncio.sleep(0.05)

    for there.answer in (silent, dripping, never_a_header):
        async with net_to(there).client(timeout_s=0.3) as client:
            started = asyncio.get_running_loop().time()
            with pytest.raises(NetTimeout):
                await client.get(there.url())
            assert asyncio.get_running_loop().time() - started < 2


async def test_the_time_limit_holds_for_a_streamed_answer_too(there: Outside) -> None:
    async def dripping(writer: asyncio.StreamWriter, asked: Asked) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(100):
            writer.write(b".")
            await writer.drain()
            await asyncio.sleep(0.05)

    there.answer = dripping
    async with net_to(there).client(timeout_s=0.3) as client, client.stream("GET", there.url()) as answer:
        with pytest.raises(NetTimeout):
            async for _ in answer.aiter_bytes():
                pass


async def test_more_than_the_limit_is_not_read(there: Outside) -> None:
    async with net_to(there).client(most_bytes=1000) as client:
        there.answer = says(b"x" * 1000)
        assert len((await client.get(there.url())).content) == 1000
        there.answer = says(b"x" * 1001)
        with pytest.raises(AnswerTooLarge):
            await client.get(there.url())


async def test_a_packed_answer_is_unpacked_and_counts_unpacked(there: Outside) -> None:
    async with net_to(there).client(most_bytes=100_000) as client:
        there.answer = says(gzip.compress(b"x" * 100_000), Content_Encoding="gzip")
        assert (await client.get(there.url())).content == b"x" * 100_000
        there.answer = says(zlib.compress(b"abc"), Content_Encoding="deflate")
        assert (await client.get(there.url())).content == b"abc"
        there.answer = says(gzip.compress(b"x" * 50_000_000), Content_Encoding="gzip")
        with pytest.raises(AnswerTooLarge):
            await client.get(there.url())


@pytest.mark.parametrize("coding", ["gzip, gzip", "br", "zstd", "compress", "gzip, identity"])
async def test_a_coding_that_was_not_asked_for_is_refused(there: Outside, coding: str) -> None:
    there.answer = says(gzip.compress(gzip.compress(b"x" * 1_000_000)), Content_Encoding=coding)

    async with net_to(there).client() as client:
        with pytest.raises(NetFailed):
            await client.get(there.url())


async def test_damaged_answers_are_errors_of_ours(there: Outside) -> None:
    def raw(content: bytes) -> Callable[[asyncio.StreamWriter, Asked], object]:
        async def say(writer: asyncio.StreamWriter, _: Asked) -> None:
            writer.write(content)

        return say

    for content in (
        b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000,
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nxxxx",
    ):  # fmt: skip
        there.answer = raw(content)  # type: ignore[assignment]  # the bytes are the point
        async with net_to(there).client() as client:
            with pytest.raises(NetFailed):
                await client.get(there.url())


async def test_cookies_and_the_environments_proxies_are_not_used(
    there: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    there.answer = says(b"", Set_Cookie="who=me; Path=/")

    async with net_to(there).client() as client:
        await client.get(there.url())
        await client.get(there.url())

    assert "cookie" not in there.asked[1].headers


async def test_tls_asks_for_the_certificate_of_the_name_at_the_checked_address(tmp_path: Path) -> None:
    certificate = certified("hooks.example.com", tmp_path)
    async with outside(tls=certificate.server) as there:
        host = f"hooks.example.com:{there.port}"
        net = Net(settings(host), resolver=resolves_to(["127.0.0.1"]), tls=certificate.client)
        async with net.client() as client:
            assert (await client.get(f"https://{host}/")).content == b"fine"
        assert there.asked[0].headers["host"] == host
        other = f"other.example.com:{there.port}"
        net = Net(settings(other), resolver=resolves_to(["127.0.0.1"]), tls=certificate.client)
        async with net.client() as client:
            with pytest.raises(NetFailed):
                await client.get(f"https://{other}/")


async def test_the_next_address_is_tried_where_the_first_takes_no_connection(there: Outside) -> None:
    host = f"hooks.example.com:{there.port}"
    net = Net(settings(host), resolver=resolves_to(["127.0.0.99", "127.0.0.1"]))

    async with net.client() as client:
        assert (await client.get(f"http://{host}/")).content == b"fine"
    (await net.connect("hooks.example.com", there.port)).close()


async def test_a_socket_for_mail_goes_through_the_same_door(there: Outside) -> None:
    net = net_to(there)

    link = await net.connect("127.0.0.1", there.port)
    reader, writer = await asyncio.open_connection(sock=link)
    writer.write(b"GET / HTTP/1.1\r\n\r\n")
    assert (await reader.readline()).startswith(b"HTTP/1.1 200")
    writer.close()

    for host, port in (("127.0.0.1", 25), ("localhost", 587), ("::1", 465), ("[::1]", 465), ("127.1", 993)):
        with pytest.raises(AddressForbidden):
            await net.connect(host, port)
        with pytest.raises(AddressForbidden):
            await net.resolve(host, port)
    with pytest.raises(AddressForbidden):
        await net.connect("mail.example.com", 6379)


async def test_a_resolver_that_hangs_or_knows_nothing_is_an_error_of_ours() -> None:
    async def hangs(host: str, port: int) -> list[str]:
        await asyncio.sleep(5)
        return []

    unknown = ((resolves_to([]), NameUnknown), (system_resolver, NameUnknown))
    for resolver, error in ((hangs, NetTimeout), *unknown):
        net = Net(settings(), resolver=resolver)
        with pytest.raises(error):
            await net.resolve("no-such-name.invalid", 80, timeout_s=0.2 if resolver is hangs else 10)
        async with net.client(timeout_s=0.2 if resolver is hangs else 10) as client:
            with pytest.raises(error) as raised:
                await client.get("http://no-such-name.invalid/")
        assert raised.value.retryable is (resolver is hangs)


async def test_a_library_may_take_the_client_as_its_own(there: Outside) -> None:
    async with net_to(there).client() as client:
        assert isinstance(client, httpx.AsyncClient)
        request = client.build_request("GET", httpx.URL(there.url("/x")))
        assert (await client.send(request)).status_code == 200
        with pytest.raises(AddressForbidden):
            client.build_request("GET", "http://exa mple.com/")
        with pytest.raises(AddressForbidden):
            await client.send(httpx.Request("GET", "http://127.0.0.1:1/"))


async def test_names_that_nobody_answers_for_delay_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()

    def look_up(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        if host.startswith("slow"):
            over.wait(10)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    slow = [asyncio.create_task(system_resolver(f"slow{number}.example.com", 443)) for number in range(60)]
    try:
        await asyncio.sleep(0.1)
        async with asyncio.timeout(2):
            assert await system_resolver("quick.example.com", 443) == ["93.184.216.34"]
    finally:
        over.set()
        await asyncio.gather(*slow)
