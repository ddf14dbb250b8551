"""`python -m leadgen` is the command `leadgen`."""

from leadgen.cli import main

main()
