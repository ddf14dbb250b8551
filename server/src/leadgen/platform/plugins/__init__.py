"""Finds the installed plugins: packages with an entry point in the group `leadgen.plugins`."""
