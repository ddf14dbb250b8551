"""folded() in PostgreSQL and the key made in Python are one thing to people."""

import unicodedata

from leadgen.db.engine import Database
from leadgen.records.normalise.text import display, key
from tests.factories.tenancy import Workspace

# Latin with all its extensions, Greek, Cyrillic, fullwidth, ligatures; some of other scripts.
BLOCKS = (
    (0x20, 0x250), (0x370, 0x530), (0x1E00, 0x2000), (0xFB00, 0xFB07), (0xFF01, 0xFF5F), (0x4E00, 0x4E80),
    (0xAC00, 0xAC80), (0x627, 0x64B), (0x905, 0x93A), (0x5D0, 0x5EB),
)  # fmt: skip
TEXTS = (
    "Straße", "STRASSE", "Ærøskøbing", "ŁÓDŹ", "İstanbul", "ısı", "Ὀδυσσεύς", "ЁЖ", "Ｆｕｌｌ", "ﬁne",
    "한국 회사", "Þór Ðan", "Œuvre", "naïve café", "O’Neil", "a  b", "Ħal Għargħur", "Ŧ",
)  # fmt: skip


async def test_it_folds_as_python_does(database: Database, workspace: Workspace) -> None:
    letters = [chr(one) for first, last in BLOCKS for one in range(first, last)]
    texts = [display(one) for one in (*letters, *TEXTS) if unicodedata.category(one[0]) != "Cn"]
    async with database.workspace(workspace.id) as session:
        connection = await session.driver()
        cursor = await connection.execute(
            "SELECT one, folded(one) FROM unnest(%s::text[]) AS one", [[one for one in texts if one]]
        )
        found = await cursor.fetchall()

    assert len(found) > 1_000
    differing = [(one, folded, key(one)) for one, folded in found if folded.strip() != key(one)]
    assert differing == []
