"""LEADGEN_DATABASE_URL names a database and nobody."""

import pytest

from leadgen.config import SettingsInvalid
from leadgen.db.address import Address, parse
from leadgen.db.roles import Role


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("postgresql://db.example.com:6432/leads", Address("db.example.com", 6432, "leads")),
        ("postgres://db.example.com/leads", Address("db.example.com", 5432, "leads")),
        ("postgresql:///leads?host=/run/pg&port=5433", Address("/run/pg", 5433, "leads")),
        (
            "postgresql://db.example.com/leads?sslmode=require",
            Address("db.example.com", 5432, "leads", (("sslmode", "require"),)),
        ),
    ],
)
def test_a_url_is_understood_and_said_again(url: str, address: Address) -> None:
    assert parse(url) == address
    assert parse(address.public_url()) == address


@pytest.mark.parametrize(
    ("url", "advice"),
    [
        ("postgresql://admin:secret@db.example.com/leads", "leadgen database prepare"),
        ("mysql://db.example.com/leads", "postgresql://host:port/dbname"),
        ("postgresql://db.example.com", "postgresql://host:port/dbname"),
        ("leads", "postgresql://host:port/dbname"),
    ],
)
def test_another_url_is_refused_with_what_to_do(url: str, advice: str) -> None:
    with pytest.raises(SettingsInvalid, match=advice) as refused:
        parse(url)
    assert "secret" not in refused.value.detail


def test_a_role_enters_with_a_password_of_its_own() -> None:
    address = Address("db.example.com", 5432, "leads", (("sslmode", "require"),))
    app, owner = (address.url(role, b"secret") for role in (Role.APP, Role.OWNER))
    assert (app.username, app.query["sslmode"]) == ("leadgen_app", "require")
    assert app.password != owner.password
