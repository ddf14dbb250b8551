"""One file with everything an installation holds, and an installation made from it.

Out: a zip archive of the rows of every table as of one moment, and a manifest with their checksums. It holds
neither the secret key nor anything that opens without it. In: such a file, into an empty installation only,
whole or not at all; nothing of the restored workspaces leaves the installation before their owners confirm.
"""
