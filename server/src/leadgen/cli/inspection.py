"""`leadgen inspect`: what an import would make of a file."""

import asyncio
import json
from pathlib import Path

import click

from leadgen.cli.files import FILE, pieces_of, told, with_reading
from leadgen.kernel.json import JSON
from leadgen.records.registry import registered
from leadgen.stages.ingest import columns, parser
from leadgen_sdk import Reading

_SHOWN_ROWS = 5


@click.command("inspect")
@with_reading
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON.")
def inspect(reading: Reading, file: Path, as_json: bool) -> None:
    """What an import would make of a file: its dialect, source, header and mapping. Needs no database."""
    with told(as_json):
        seen = asyncio.run(_inspect(file, reading))
        click.echo(
            json.dumps(seen, ensure_ascii=False)
            if as_json
            else json.dumps(seen, ensure_ascii=False, indent=2)
        )


async def _inspect(file: Path, reading: Reading) -> dict[str, JSON]:
    found = await parser.inspect(file.name, pieces_of(file), reading=reading)
    decided = columns.proposed(found, None, registered())
    names = ("delimiter", "quote", "escape", "skip_space")
    return {
        "encoding": found.shape.get("encoding"),
        "dialect": {name: found.shape.get(name) for name in names},
        "header_row": found.shape.get("header_row"),
        "header": list(found.header),
        "source": found.source,
        "mapping": {
            column.header: {"field": column.field, "confidence": column.confidence, "reason": column.reason}
            for column in decided
        },
        "rows": [list(row) for row in found.rows[:_SHOWN_ROWS]],
        "problems": [dict(problem) for problem in found.problems],
    }
