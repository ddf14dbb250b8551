"""Starts ./dev's commands with the checkout, not this folder, on the import path."""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent.parent)

from tools.commands import main  # noqa: E402 - the path above must be set first

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
