"""A long run cut into shards: several at once, and none twice when the run is started again."""

import json
import multiprocessing
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from functools import partial
from hashlib import sha256
from itertools import count
from pathlib import Path
from tempfile import gettempdir

import leadgen
from leadgen.cli import logs

PROCESSES = 2
Seen = Counter[str]
Run = Callable[[int, int], Seen]


def sharded(run: Run, at_least: int, size: int, seed: int, bad: tuple[str, ...]) -> Seen:
    """What shards of about `size` requests saw, with seeds from `seed` on, until there are enough."""
    folder = _folder(seed, size)
    folder.mkdir(parents=True, exist_ok=True)
    found = list(_enough(partial(_kept, run, folder, size, bad), at_least, size, seed))
    shutil.rmtree(folder)
    total: Seen = Counter()
    for each in found:
        total.update(each)
    total["operations"], total["shards"] = found[0]["operations"], len(found)
    return total


def _enough(one: Callable[[int], Seen], at_least: int, size: int, seed: int) -> Iterator[Seen]:
    """As they are done; each that was begun is among them."""
    seeds, done = count(seed), 0
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, context, logs.configure) as pool:
        open_: set[Future[Seen]] = set()
        while open_ or done < at_least:
            while len(open_) < PROCESSES and done + size * len(open_) < at_least:
                open_.add(pool.submit(one, next(seeds)))
            ready, open_ = wait(open_, return_when=FIRST_COMPLETED)
            for each in ready:
                done += each.result()["requests"]
                yield each.result()


def _kept(run: Run, folder: Path, size: int, bad: tuple[str, ...], seed: int) -> Seen:
    """A shard that an earlier run has done, and where nothing was wrong, is not done again."""
    file = folder / f"{seed}.json"
    if file.exists():
        return Counter(json.loads(file.read_text()))
    found = run(size, seed)
    if not any(found[name] for name in bad):
        part = file.with_suffix(".part")
        part.write_text(json.dumps(found))
        part.replace(file)
    return found


def _folder(seed: int, size: int) -> Path:
    """One for each state of the program, so that no shard speaks for another product."""
    state = sha256()
    for file in sorted(Path(leadgen.__file__).parent.rglob("*.py")):
        state.update(file.read_bytes())
    return Path(gettempdir()) / f"leadgen-proof-R8-{seed}-{size}-{state.hexdigest()[:16]}"
