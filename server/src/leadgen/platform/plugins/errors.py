"""What can be wrong with what is said of a plugin."""

from collections.abc import Sequence

from leadgen.kernel.errors import Invalid, NotFound


class PluginNotFound(NotFound):
    """No such plugin that finds fields is installed."""

    def __init__(self) -> None:
        super().__init__("There is no such provider. The list of plugins shows all that are installed.")


class PluginSettingInvalid(Invalid):
    """A setting does not fit what the plugin asks for."""

    def __init__(self, wrong: Sequence[tuple[str, str]]) -> None:
        name, sentence = wrong[0]
        told = [{"field": f"settings.{name}", "message": sentence} for name, sentence in wrong]
        super().__init__(f"{name}: {sentence}", errors=told)


class PluginKeyUnused(Invalid):
    """This plugin is called without a key."""

    def __init__(self) -> None:
        sentence = "It is called without a key: leave it out."
        super().__init__(sentence, errors=[{"field": "secret", "message": sentence}])
