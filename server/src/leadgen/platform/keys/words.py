"""Roles and scopes in the words of the screens and the docs."""

from collections.abc import Mapping

from leadgen.platform.auth.roles import Role, Scope

ROLES: Mapping[Role, tuple[str, str]] = {
    Role.OWNER: ("Owner", "Everything, ownership and what reaches outward after a restore included."),
    Role.ADMIN: ("Admin", "Members, API keys, webhooks, the workspace's settings, and all an editor does."),
    Role.EDITOR: ("Editor", "Imports, changes and undoes; all a reviewer does."),
    Role.REVIEWER: ("Reviewer", "Reads everything and approves what is to be sent."),
    Role.VIEWER: ("Viewer", "Reads contacts, companies, imports, history and members."),
}

SCOPES: Mapping[Scope, str] = {
    Scope.RECORDS_READ: "Read contacts, companies, fields and their evidence",
    Scope.RECORDS_WRITE: "Create and change contacts, companies and fields",
    Scope.IMPORTS_READ: "Read imports and their lines",
    Scope.IMPORTS_WRITE: "Upload, map and commit imports",
    Scope.HISTORY_READ: "Read operations, what an undo would do, and acts nobody knows the end of",
    Scope.HISTORY_WRITE: "Undo operations, and settle acts nobody knows the end of",
    Scope.WORKSPACE_READ: "Read the workspace and hear what changes",
    Scope.WORKSPACE_WRITE: "Change the workspace's name and country",
    Scope.ACCESS_READ: "Read members, invitations and API keys",
    Scope.ACCESS_WRITE: "Remove members below admin, revoke invitations and API keys",
    Scope.WEBHOOKS_READ: "Read webhooks and their deliveries",
    Scope.WEBHOOKS_WRITE: "Create, change and replay webhooks",
    Scope.AUDIT_READ: "Read the audit",
    Scope.ENRICHMENT_READ: "Read enrichment runs, their findings, providers and credits",
    Scope.ENRICHMENT_WRITE: "Ask for quotes, start and stop enrichment runs, which spends credits",
}
