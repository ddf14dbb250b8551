"""The gold set: fictional firms on a web server, read with the evidence gate and without."""

from benchmarks.b13_enrich_quality import COVERING, PRECISE, measured


async def test_what_passes_the_gate_is_right_and_most_of_what_the_pages_hold() -> None:
    scores = await measured()
    gate = scores["both, behind the gate"]
    assert gate.precision >= PRECISE, gate.mistakes
    assert gate.coverage >= COVERING
    assert scores["careless reader"].precision < 0.8
    assert scores["careless reader, behind the gate"].precision >= PRECISE
