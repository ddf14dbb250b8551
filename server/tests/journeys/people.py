"""Persons beside the owner, who came in by an invitation, as the API makes them."""

import secrets
from dataclasses import dataclass

from playwright.sync_api import APIRequestContext, Browser, StorageState

from tests.factories.product import NewWorkspace, Product
from tests.journeys.chromium import window


@dataclass(frozen=True)
class Owner:
    """A person of a journey: what they chose, and their session."""

    email: str
    password: str
    session: StorageState


def invited(
    browser: Browser, product: Product, workspace: NewWorkspace, inviter: Owner, *, role: str
) -> Owner:
    """Somebody new with this role, made without a screen."""
    email, password = f"guest-{secrets.token_hex(3)}@example.com", "nine patient otters"
    token = _invitation(browser, product, workspace, inviter, email, role)
    context = window(browser, product.address, {"width": 800, "height": 600})
    body = {"token": token, "name": "Noor Guest", "password": password}
    _done(context.request, product, "/api/v1/invitation/accept", body)
    session = context.storage_state()
    context.close()
    return Owner(email, password, session)


def newcomer(browser: Browser, product: Product) -> tuple[Owner, NewWorkspace]:
    """Somebody new with a workspace and an account of their own, so that nobody else's credits are there."""
    email, password = f"payer-{secrets.token_hex(3)}@example.com", "five quiet badgers"
    workspace = product.workspace(f"journey-{secrets.token_hex(3)}", owner=email)
    link = product.leadgen("user", "reset-link", email).stdout.strip()
    context = window(browser, product.address, {"width": 800, "height": 600})
    body = {"token": link.partition("#")[2], "password": password}
    _done(context.request, product, "/api/v1/password-reset", body, method="PUT")
    session = context.storage_state()
    context.close()
    return Owner(email, password, session), workspace


def _invitation(
    browser: Browser, product: Product, workspace: NewWorkspace, inviter: Owner, email: str, role: str
) -> str:
    context = window(browser, product.address, {"width": 800, "height": 600}, inviter.session)
    path = f"/api/v1/workspaces/{workspace.slug}/invitations"
    made = _done(context.request, product, path, {"email": email, "role": role})
    context.close()
    return made["url"].partition("#")[2]


def _done(
    request: APIRequestContext, product: Product, path: str, body: dict[str, str], *, method: str = "POST"
) -> dict[str, str]:
    headers = {"Origin": product.address, "Idempotency-Key": secrets.token_hex(8)}
    answer = request.fetch(path, method=method, data=body, headers=headers)
    assert answer.ok, f"{path}: {answer.status} {answer.text()}"
    made: dict[str, str] = answer.json()
    return made
