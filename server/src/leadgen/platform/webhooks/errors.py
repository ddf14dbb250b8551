"""What can be wrong with a webhook."""

from leadgen.kernel.errors import Conflict, Invalid, NotFound


class WebhookNotFound(NotFound):
    """No such webhook here."""

    def __init__(self) -> None:
        super().__init__("There is no such webhook here. The list of webhooks shows all of them.")


class DeliveryNotFound(NotFound):
    """No such delivery of this webhook."""

    def __init__(self) -> None:
        super().__init__("There is no such delivery. Deliveries are kept for 30 days.")


class EventTypeUnknown(Invalid):
    """There is no event of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no event {name}. The list of webhook events shows all of them.")


class HttpsRequired(Invalid):
    """A webhook's address must be https."""

    def __init__(self) -> None:
        super().__init__("What is sent may hold personal data: use an address that begins with https://.")


class TooManyWebhooks(Conflict):
    """The workspace has as many webhooks as it may."""

    def __init__(self, most: int) -> None:
        super().__init__(f"There are {most} webhooks already. Delete one that is not used any more.")


class WebhookOff(Conflict):
    """The webhook is turned off."""

    def __init__(self) -> None:
        super().__init__("This webhook is turned off. Turn it on, then send again.")
