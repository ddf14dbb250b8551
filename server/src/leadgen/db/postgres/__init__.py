"""The embedded PostgreSQL: its binaries, its cluster, and the server that several processes share.

`running(layout)` is the door. Only `binaries.source` knows which package the binaries come from.
"""
