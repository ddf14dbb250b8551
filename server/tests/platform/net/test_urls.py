"""What may be asked at all, before a name is resolved or a packet sent."""

import pytest

from leadgen.config import SettingsInvalid, load_settings
from leadgen.platform.net.addresses import parse, why_closed
from leadgen.platform.net.errors import AddressForbidden
from leadgen.platform.net.urls import Target, check_url

OPEN = ["1.1.1.1", "8.8.8.8", "93.184.216.34", "172.32.0.1", "192.169.0.1", "2606:4700::1111", "2a00:1450::1"]
CLOSED = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254",
    "168.63.129.16", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1",
    "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250",
    "240.0.0.1", "255.255.255.255",
    "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b:1::1", "100::1", "2001::1", "2001:0:7f00:1::", "2001:10::1", "2001:20::1", "2001:db8::1",
    "2002:7f00:1::", "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1",
    "ff02::1", "2606:4700::1111%eth0",
]  # fmt: skip

GOOD = {
    "https://hooks.example.com/in?a=b#c": "https://hooks.example.com/in?a=b#c",
    "http://Example.COM": "http://example.com",
    "https://example.com:8443/x": "https://example.com:8443/x",
    "https://1.1.1.1/": "https://1.1.1.1/",
    "https://[2606:4700::1111]/": "https://[2606:4700::1111]/",
    "https://bücher.example/": "https://xn--bcher-kva.example/",
    "https://my_host.example.com/": "https://my_host.example.com/",
}
BAD = [
    "", " ", "//example.com/", "example.com", "/path", "ftp://example.com/", "file:///etc/passwd",
    "gopher://example.com/_x", "javascript:alert(1)", "data:text/plain,x", "http:///x", "http://", "https:x",
    "http://user@example.com/", "http://user:word@example.com/", "http://:@example.com/",
    "http://example.com\\@127.0.0.1/", "http://127.0.0.1\\.example.com/", "http://exa mple.com/",
    "http://example.com/\r\nX: y", "http://example.com/\n", "\thttp://example.com/", "http://example.com/ ",
    "http://example.com\x00.evil.example/", "http://example.com/\u2028", "http://example.com\u3000/",
    "http://localhost/", "http://redis/", "http://example.com./", "http://example..com/", "http://.com/",
    "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0x7f.0.0.1/", "http://0177.0.0.1/",
    "http://127.0.0.1./", "http://1.2.3/", "http://1.2.3.4.5/", "http://a.b.0x/", "http://999.1.1.1/",
    "http://①②⑦.⓪.⓪.①/", "http://127。1/", "http://%31%32%37.0.0.1/", "http://a%2eexample.com/",
    "http://[::1/", "http://[fe80::1%25eth0]/", "http://[::1]/", "http://127.0.0.1/", "http://[::ffff:7f00:1]/",
    "http://[::ffff:1.2.3]/", "http://[1.1.1.1]/", "http://[]/",
    "http://-a.example.com/", "http://" + "a" * 64 + ".example.com/", "http://" + "a." * 127 + "com/",
    "http://example.com:0/", "http://example.com:22/", "http://example.com:25/", "http://example.com:6379/",
    "http://example.com:99999/", "http://example.com:-80/", "http://example.com:8o/",
    "http://example.com/" + "a" * 2000,
]  # fmt: skip


@pytest.mark.parametrize("address", OPEN)
def test_a_public_address_is_open(address: str) -> None:
    assert why_closed(parse(address)) is None


@pytest.mark.parametrize("address", CLOSED)
def test_every_other_address_is_closed(address: str) -> None:
    assert why_closed(parse(address))


@pytest.mark.parametrize(("text", "sent"), GOOD.items())
def test_a_plain_web_address_is_taken_in_its_one_spelling(text: str, sent: str) -> None:
    assert check_url(text) == sent


@pytest.mark.parametrize("text", BAD)
def test_an_odd_address_is_refused_before_anything_is_resolved(text: str) -> None:
    with pytest.raises(AddressForbidden):
        check_url(text)


def test_an_exception_is_one_host_and_one_port() -> None:
    allowed = {Target("localhost", 22): Target("localhost", 22)}

    assert check_url("http://LOCALHOST:22/", allowed) == "http://localhost:22/"
    for other in (
        "http://localhost:23/",
        "http://localhost/",
        "http://a.localhost:22/",
        "http://x@localhost:22/",
    ):
        with pytest.raises(AddressForbidden):
            check_url(other, allowed)


def test_exceptions_are_read_from_one_setting() -> None:
    settings = load_settings({"outbound_allow": "Localhost:25, [::1]:8080,10.0.0.7:443,localhost:25,"})

    places = {("localhost", 25), ("::1", 8080), ("10.0.0.7", 443)}
    assert settings.outbound_exceptions == {place: place for place in places}


def test_an_exception_leads_to_the_address_behind_it() -> None:
    settings = load_settings({"outbound_allow": "Shop.example:443=10.0.0.7:8443,b.example:80=[::1]:81"})

    assert settings.outbound_exceptions == {
        ("shop.example", 443): ("10.0.0.7", 8443),
        ("b.example", 80): ("::1", 81),
    }


@pytest.mark.parametrize(
    "listed",
    [
        "localhost", "localhost:0", "localhost:70000", "*:80", "http://a:80", "a:b", "@a:1",
        "a.example:80=", "=127.0.0.1:80", "a.example=127.0.0.1:80", "a.example:80=127.0.0.1",
        "a.example:80=127.0.0.1:0", "a.example:80=127.0.0.1:70000", "a.example:80=b.example:80",
        "a.example:80=127.1:80", "a.example:80=0x7f000001:80", "a.example:80=127.0.0.1:80=127.0.0.1:81",
        "a.example:80=http://127.0.0.1:80", "*.example:80=127.0.0.1:80", "localhost:80=127.0.0.1:80",
        "10.0.0.7:80=127.0.0.1:80", "[::1]:80=127.0.0.1:80", "a_b.example:80=127.0.0.1:80",
        "-a.example:80=127.0.0.1:80", "a..example:80=127.0.0.1:80", "a.example.:80=127.0.0.1:80",
        "a.example:80=127.0.0.1:80,a.example:80=127.0.0.1:81", "a.example:80,a.example:80=127.0.0.1:80",
    ],
)  # fmt: skip
def test_an_exception_that_is_not_exact_is_refused(listed: str) -> None:
    with pytest.raises(SettingsInvalid, match="LEADGEN_OUTBOUND_ALLOW"):
        load_settings({"outbound_allow": listed})
