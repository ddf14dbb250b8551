"""Who may do what with webhooks."""

from leadgen.platform.auth.roles import ADMIN_UP, Rule, RuleTable, Scope

_READ = Rule(ADMIN_UP, Scope.WEBHOOKS_READ)
_WRITE = Rule(ADMIN_UP, Scope.WEBHOOKS_WRITE)

RULES: RuleTable = {
    "list_webhook_events": _READ,
    "get_webhook_sample": _READ,
    "list_webhooks": _READ,
    "create_webhook": _WRITE,
    "get_webhook": _READ,
    "update_webhook": _WRITE,
    "delete_webhook": _WRITE,
    "rotate_webhook_secret": _WRITE,
    "test_webhook": _WRITE,
    "list_deliveries": _READ,
    "get_delivery": _READ,
    "replay_delivery": _WRITE,
    "replay_webhook": _WRITE,
}
