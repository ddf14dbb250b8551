"""A page of another site cannot act with a person's cookie."""

import pytest
from starlette.datastructures import Headers

from leadgen.api.csrf import is_own
from tests.factories.web import Browsers

COOKIE = {"cookie": "leadgen_session=x", "host": "leads.example.com"}


@pytest.mark.parametrize(
    ("headers", "passes"),
    [
        ({**COOKIE, "sec-fetch-site": "same-origin"}, True),
        ({**COOKIE, "sec-fetch-site": "same-site"}, False),
        ({**COOKIE, "sec-fetch-site": "cross-site"}, False),
        ({**COOKIE, "sec-fetch-site": "none"}, False),
        ({**COOKIE, "sec-fetch-site": "cross-site", "origin": "https://leads.example.com"}, False),
        ({**COOKIE, "origin": "https://leads.example.com"}, True),
        ({**COOKIE, "origin": "https://LEADS.example.com"}, True),
        ({**COOKIE, "origin": "https://leads.example.com.evil.example"}, False),
        ({**COOKIE, "origin": "https://evil.example"}, False),
        ({**COOKIE, "origin": "null"}, False),
        ({**COOKIE, "origin": ""}, False),
        ({**COOKIE, "origin": "https://["}, False),
        ({"cookie": "leadgen_session=x", "origin": "https://public.example.com"}, True),
        ({"cookie": "leadgen_session=x", "origin": "null"}, False),
        (COOKIE, False),
        ({"host": "leads.example.com"}, True),
        ({"host": "leads.example.com", "origin": "https://evil.example"}, False),
        ({"authorization": "Bearer lgk_x", "origin": "https://evil.example"}, True),
    ],
)
def test_unsafe_requests_come_from_here_or_carry_no_cookie(headers: dict[str, str], passes: bool) -> None:
    assert is_own("POST", Headers(headers), "public.example.com") is passes
    assert is_own("GET", Headers(headers), "public.example.com")


async def test_a_foreign_page_changes_nothing(web: Browsers) -> None:
    foreign = {"sec-fetch-site": "cross-site", "origin": "https://evil.example"}
    answer = await web.alice.patch("/api/v1/workspaces/alice", json={"name": "Evil"}, headers=foreign)
    assert (answer.status_code, answer.json()["code"]) == (403, "cross_site_request")
    assert answer.headers["content-type"] == "application/problem+json"
    assert (await web.alice.get("/api/v1/workspaces/alice")).json()["name"] == "alice"


async def test_a_foreign_page_can_neither_sign_in_nor_out(web: Browsers) -> None:
    foreign = {"sec-fetch-site": "cross-site"}
    body = {"email": "a@example.com", "password": "p"}
    assert (await web.nobody.post("/api/v1/session", json=body, headers=foreign)).status_code == 403
    assert (await web.alice.delete("/api/v1/session", headers=foreign)).status_code == 403
    assert (await web.alice.get("/api/v1/session")).status_code == 200
