"""LinkedIn's own export of a member's connections, `Connections.csv`.

The export starts with a note of any length, or none; headers may be localised; most rows have no
e-mail address. Seen in exports of 2019 to 2026: the URL column is missing in the oldest.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from leadgen_linkedin.labels import FIELD_OF_LABEL
from leadgen_sdk import Batch, Head, Plugin, Recognition, Shape
from leadgen_sdk.delimited import read_records, survey

_CONFIDENCE = 0.97
# Names alone could be anybody's list; the day of the connection or the profile link makes it LinkedIn's.
_NEEDED = frozenset({"first_name", "last_name", "company_name", "job_title"})
_TELLING = frozenset({"connected_on", "linkedin_url"})


class Connections:
    key = "linkedin"
    label = "LinkedIn connections"
    suffixes = (".csv",)

    def recognise(self, head: Head) -> Recognition | None:
        found = survey(head, _is_header)
        if found.header_row is None or not _is_header(found.header):
            return None
        return Recognition(_CONFIDENCE, found.shape, found.header, _mapping(found.header), found.problems)

    def read(self, stream: BinaryIO, shape: Shape) -> Iterator[Batch]:
        return read_records(stream, shape)


def _is_header(cells: Sequence[str]) -> bool:
    fields = set(_mapping(cells).values())
    return fields >= _NEEDED and not fields.isdisjoint(_TELLING)


def _mapping(header: Sequence[str]) -> Mapping[int, str]:
    mapping: dict[int, str] = {}
    for index, label in enumerate(header):
        field = FIELD_OF_LABEL.get(label.strip().casefold())
        if field and field not in mapping.values():
            mapping[index] = field
    return mapping


plugin = Plugin(key="linkedin", name="LinkedIn exports", sources=(Connections(),))
