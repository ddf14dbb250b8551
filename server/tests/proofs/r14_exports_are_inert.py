"""R14: exports are inert, and come back as they were.

Texts that want to be formulas, and values of every type, go into contacts through the API, out as CSV and
XLSX, and back in through our own import into other workspaces: there they are the very same. No cell of the
CSV would be run by a spreadsheet, whatever its country's separator; the workbook has nothing but texts. Where
LibreOffice is on the PATH it opens both files, too; `libreoffice` says whether it was there.
"""

import asyncio
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import UUID

import httpx

from leadgen.api.app import create_app
from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.pipeline.assembly import build
from leadgen.records import formulas
from leadgen.records.export import service as export
from leadgen.records.export.sheet import Sheet
from leadgen.stages.ingest import running
from tests.factories.tenancy import make_person, make_workspace
from tests.factories.web import browser
from tests.factories.workbook import parts_of, rows_of
from tests.proofs.ground import ground
from tests.proofs.outcome import Outcome, Size
from tests.proofs.spreadsheets.payloads import payloads
from tests.proofs.spreadsheets.programs import PROGRAMS, cells, would_run

PAYLOADS = {"tiny": 200, "ci": 2_000, "full": 2_000}
BATCH = 500
PAGE = 500
FIELDS: Sequence[Mapping[str, Any]] = (
    {"kind": "contact", "label": "Remark", "type": "text"},
    {"kind": "contact", "label": "Score", "type": "decimal"},
    {"kind": "contact", "label": "Rank", "type": "number"},
    {"kind": "contact", "label": "Met on", "type": "date"},
    {"kind": "contact", "label": "Agreed", "type": "boolean"},
)
TEXTS = ("notes", "job_title", "remark", "city", "headline", "company_name", "last_name")
COLUMNS = (
    "external_id,full_name,first_name,last_name,email,email_other,phone_mobile,phone_other,job_title,headline,city,"
    "notes,tags,birthday,linkedin_url,company_name,company_domain,remark,score,rank,met_on,agreed"
)
BAD = ("would_run", "not_text", "formulas", "changed", "unmapped", "added_again", "refused")
_LINKS = ("externalLink", "connections", "vbaProject", "embeddings", "activeX")


@dataclass(frozen=True)
class Place:
    """A workspace in front of its owner."""

    database: Database
    workspace_id: UUID
    base: str
    web: httpx.AsyncClient


def main(size: Size, seed: int, planted: bool) -> Outcome:
    with ground() as there:
        return asyncio.run(_main(there.settings, size, seed, planted))


async def _main(settings: Settings, size: Size, seed: int, planted: bool) -> Outcome:
    database = Database.open(settings)
    try:
        places = await _places(settings, database)
        texts = payloads(PAYLOADS[size], seed)
        await _sow(places[0], texts)
        if planted:
            return await _find_what_is_planted(places)
        counts = Counter({"payloads": len(texts), **dict.fromkeys(BAD, 0)})
        await _prove(places, counts)
        return Outcome(counts, not any(counts[name] for name in BAD) and counts["same"] >= 2 * len(texts))
    finally:
        await database.close()


async def _places(settings: Settings, database: Database) -> Sequence[Place]:
    """Where the contacts are, and where each of the two files goes."""
    app = create_app(build(), database, settings)
    found = []
    for slug in ("home", "from-csv", "from-xlsx"):
        people = [await make_person(database, name) for name in ("Alice", "Bob", "Charlie")]
        made = await make_workspace(database, slug=slug, owner=people[0], bob=people[1], charlie=people[2])
        web = await browser(app, database, people[0])
        place = Place(database, made.id, f"/api/v1/workspaces/{slug}", web)
        await web.patch(place.base, json={"country": "CZ"})  # where 1.250 is a thousand and more
        for field in FIELDS:
            (await web.post(f"{place.base}/fields", json=field)).raise_for_status()
        found.append(place)
    return found


async def _sow(place: Place, texts: Sequence[str]) -> None:
    """A contact for each text, which stands in the fields of free text in turn, beside other values."""
    records = [{"values": _values(number, text)} for number, text in enumerate(texts)]
    for start in range(0, len(records), BATCH):
        body = {"records": records[start : start + BATCH]}
        answer = await place.web.post(f"{place.base}/contacts/batch", json=body, timeout=120)
        answer.raise_for_status()
        verdicts = {one["verdict"] for one in answer.json()["results"]}
        assert verdicts == {"create"}, [
            one for one in answer.json()["results"] if one["verdict"] != "create"
        ][:3]


def _values(number: int, text: str) -> dict[str, object]:
    values: dict[str, object] = {
        "external_id": f"id-{number}",
        "first_name": f"Person{number}",
        "email": f"p{number}@people.example",
        "email_other": [f"q{number}@people.example", f"r{number}@people.example"],
        "phone_mobile": f"+420777{number:06d}",
        "phone_other": [f"+420776{number:06d}", "+420775000111;ext=12345"],
        "tags": [f"Fair {number % 7}", "VIP"],
        "birthday": f"19{number % 90 + 10}-02-03",
        "linkedin_url": f"https://www.linkedin.com/in/person-{number}",
        "score": f"{number % 9 + 1}.250",
        "rank": 1_000 - number,
        "met_on": f"2025-{number % 12 + 1:02d}-{number % 12 + 1:02d}",
        "agreed": number % 2 == 0,
        "notes": f"first line\n{text}\nlast line",
    }
    values[TEXTS[number % len(TEXTS)]] = text
    values["remark"] = text
    return values


async def _prove(places: Sequence[Place], counts: Counter[str]) -> None:
    home = places[0]
    truth = await _contacts(home)
    counts["contacts"] = len(truth)
    files = {form: await _export(home, form) for form in ("csv", "xlsx")}
    _read_csv(files["csv"], counts)
    _read_xlsx(files["xlsx"], counts)
    _ask_libreoffice(files, counts)
    for form, place in zip(files, places[1:], strict=True):
        await _import(place, form, files[form], counts)
        _compare(form, truth, await _contacts(place), counts)
        await _again(home, form, files[form], counts)


async def _export(place: Place, form: str) -> bytes:
    query = {"format": form, "columns": COLUMNS}
    answer = await place.web.get(f"{place.base}/contacts/export", params=query, timeout=120)
    answer.raise_for_status()
    return answer.content


def _read_csv(content: bytes, counts: Counter[str]) -> None:
    text = content.decode("utf-8-sig")
    for name, marks in PROGRAMS.items():
        for cell in cells(text, marks):
            counts["cells"] += 1
            if would_run(cell):
                _complain(counts, "would_run", f"at {name}: {cell[:80]!r}")


def _read_xlsx(content: bytes, counts: Counter[str]) -> None:
    for row in rows_of(content):
        for cell in row:
            counts["cells"] += 1
            if cell.has_formula:
                _complain(counts, "formulas", repr(cell))
            if cell.type not in ("inlineStr", "s"):
                _complain(counts, "not_text", repr(cell))
    for part in parts_of(content):
        if any(link in part for link in _LINKS):
            _complain(counts, "formulas", part)


def _ask_libreoffice(files: Mapping[str, bytes], counts: Counter[str]) -> None:
    program = shutil.which("soffice")
    counts["libreoffice"] = int(program is not None)
    if program is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        for form, content in files.items():
            path = Path(folder, f"export-{form}.{form}")
            path.write_bytes(content)
            command = [program, "--headless", "--convert-to", "fods", "--outdir", folder, str(path)]
            subprocess.run(command, check=True, capture_output=True, timeout=300)
            found = path.with_suffix(".fods").read_text().count("table:formula=")
            if found:
                _complain(counts, "formulas", f"LibreOffice found {found} in the {form}")


async def _contacts(place: Place) -> dict[str, Mapping[str, Any]]:
    """Values by the id that only our records have."""
    found: dict[str, Mapping[str, Any]] = {}
    query: dict[str, Any] = {"limit": PAGE}
    while True:
        page = (await place.web.get(f"{place.base}/contacts", params=query, timeout=120)).json()
        found |= {row["values"]["external_id"]: row["values"] for row in page["items"]}
        if page["next_cursor"] is None:
            return found
        query["cursor"] = page["next_cursor"]


async def _stage(place: Place, form: str, content: bytes) -> dict[str, Any]:
    """As a person would who takes what is proposed."""
    imports = f"{place.base}/imports"
    octets = {"content-type": "application/octet-stream"}
    query = {"filename": f"contacts.{form}"}
    made = (await place.web.post(imports, params=query, content=content, headers=octets)).json()
    import_id = UUID(made["id"])
    await running.advance(place.database, place.workspace_id, import_id, lambda: False)
    seen = (await place.web.get(f"{imports}/{import_id}")).json()
    chosen = [{"index": column["index"], "field": column["field"]} for column in seen["columns"]]
    body = {"columns": chosen, "match": ["external", "email", "linkedin"], "remember": False}
    await place.web.put(f"{imports}/{import_id}/mapping", json=body)
    await running.advance(place.database, place.workspace_id, import_id, lambda: False)
    staged: dict[str, Any] = (await place.web.get(f"{imports}/{import_id}")).json()
    return staged


async def _import(place: Place, form: str, content: bytes, counts: Counter[str]) -> None:
    staged = await _stage(place, form, content)
    for column in staged["columns"]:
        if column["field"] != column["header"]:
            _complain(counts, "unmapped", f"{form}: {column['header']} went to {column['field']}")
    if staged["state"] != "staged" or staged["counts"]["rejected"]:
        _complain(counts, "refused", f"{form}: {staged['state']} {staged['problem']} {staged['counts']}")
    await place.web.post(f"{place.base}/imports/{staged['id']}/commit")
    await running.advance(place.database, place.workspace_id, UUID(staged["id"]), lambda: False)


async def _again(place: Place, form: str, content: bytes, counts: Counter[str]) -> None:
    """Where the contacts came from, their file has nothing to say."""
    staged = await _stage(place, form, content)
    news = staged["counts"]["lines"] - staged["counts"]["duplicate"]
    if news or staged["state"] != "staged":
        _complain(counts, "added_again", f"{form}: {staged['state']} {staged['counts']}")


def _compare(
    form: str,
    truth: Mapping[str, Mapping[str, Any]],
    found: Mapping[str, Mapping[str, Any]],
    counts: Counter[str],
) -> None:
    for identity in sorted(truth.keys() | found.keys()):
        before, after = truth.get(identity, {}), found.get(identity, {})
        wrong = sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))
        counts["same" if not wrong else "changed"] += 1
        for key in wrong[:2]:
            print(f"{form} {identity} {key}: {before.get(key)!r} → {after.get(key)!r}", file=sys.stderr)


async def _find_what_is_planted(places: Sequence[Place]) -> Outcome:
    """Red means here that each of the bugs was found; one that was not leaves the proof green."""
    complaints: dict[str, int] = {}
    files = {}
    for name, (form, bug) in _bugs().items():
        with bug:
            files[form] = content = await _export(places[0], form)
        counts: Counter[str] = Counter()
        _read_csv(content, counts) if form == "csv" else _read_xlsx(content, counts)
        complaints[f"found_{name}"] = sum(counts[bad] for bad in BAD)
    with patch.object(export, "guarded", lambda value: "''" + formulas.guarded(value)):
        content = await _export(places[0], "csv")
    counts = Counter()
    await _import(places[1], "csv", content, counts)
    _compare("csv", await _contacts(places[0]), await _contacts(places[1]), counts)
    complaints["found_too_many_apostrophes"] = counts["changed"]
    missed = [name for name, many in complaints.items() if many == 0]
    print(f"planted and not found: {missed}", file=sys.stderr)
    return Outcome(complaints, held=bool(missed))


def _bugs() -> Mapping[str, tuple[str, AbstractContextManager[object]]]:
    def only_at_the_begin(value: str) -> str:
        return "'" + value if value[:1] in "=+-@" and value else value

    def as_it_comes(self: Sheet, rows: Sequence[Sequence[str]]) -> None:
        for row in rows:
            self._rows += 1
            for index, cell in enumerate(row):
                self._sheet.write(self._rows, index, cell)

    return {
        "no_apostrophe": ("csv", patch.object(export, "guarded", lambda value: value)),
        "only_at_the_begin": ("csv", patch.object(export, "guarded", only_at_the_begin)),
        "cells_of_any_type": ("xlsx", patch.object(Sheet, "add", as_it_comes)),
    }


def _complain(counts: Counter[str], what: str, sentence: str) -> None:
    counts[what] += 1
    if counts[what] <= 5:
        print(f"{what}: {sentence}", file=sys.stderr)
