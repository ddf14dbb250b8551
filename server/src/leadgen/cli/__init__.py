"""The operator's commands: one file per noun; `app.COMMANDS` lists them."""

from leadgen.cli.app import main

__all__ = ["main"]
