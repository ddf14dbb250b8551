"""What ./dev does: standard library only, so that a machine with nothing but Python can run it.

One file per subject: `uv` fetches the installer, `environment` makes .venv from the locks, `web` builds
the dashboard, `browser` finds Chromium, `lint` runs every check, `locks` renews the locks, `commands` is
the door.
"""
