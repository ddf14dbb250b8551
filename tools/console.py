"""How ./dev speaks, refuses and runs other programs. Speech goes to stderr: stdout belongs to the command."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATE = ROOT / ".dev"  # what ./dev fetched or remembers; may be deleted at any time
LINES_SHOWN = 25


class Refused(Exception):
    """Nothing more can be done; the message says why and what the person can do next."""


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def run(
    command: Sequence[str | Path],
    *,
    cwd: Path = ROOT,
    env: Mapping[str, str] | None = None,
    refusal: str = "",
) -> str:
    """Returns what the program printed; a failure shows its last lines and raises Refused."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=cwd,
            env=dict(env) if env is not None else None,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise Refused(f"{command[0]} could not be started: {error}") from error
    if done.returncode != 0:
        raise Refused(f"{_last_lines(done.stdout)}\n{refusal or f'{command[0]} failed.'}")
    return done.stdout


def _last_lines(output: str) -> str:
    """The end of what a program said; all of it is kept in a file where the end is not enough."""
    lines = output.splitlines()
    if len(lines) > LINES_SHOWN and writable(STATE):
        STATE.mkdir(exist_ok=True)
        (STATE / "failed.log").write_text(output)
        lines = [f"… the beginning is in {STATE / 'failed.log'}", *lines[-LINES_SHOWN:]]
    return "\n".join(lines)


def replace_process(command: Sequence[str | Path], env: Mapping[str, str]) -> None:
    """Becomes the program, so that Ctrl-C and signals reach it and nothing else."""
    sys.stdout.flush()
    sys.stderr.flush()
    words = [str(part) for part in command]
    os.execve(words[0], words, dict(env))


def writable(folder: Path) -> bool:
    """Whether files can be made in `folder`, or in the nearest existing folder above it."""
    while not folder.exists():
        folder = folder.parent
    return os.access(folder, os.W_OK | os.X_OK)
