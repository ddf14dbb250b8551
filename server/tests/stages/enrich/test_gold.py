"""The gold set: fictional firms on a web server, read with the evidence gate and without."""

from benchmarks import gold_texts
from benchmarks.b13_enrich_quality import COVERING, PRECISE, measured


async def test_what_passes_the_gate_is_right_and_most_of_what_the_pages_hold() -> None:
    scores = await measured()
    gate = scores["both, behind the gate"]
    assert gate.precision >= PRECISE, gate.mistakes
    assert gate.coverage >= COVERING
    assert scores["careless reader"].precision < 0.8
    assert scores["careless reader, behind the gate"].precision >= PRECISE


def test_no_text_that_is_taken_is_wrong_and_readings_are_what_a_judge_is_for() -> None:
    _, ways = gold_texts.measured()
    gate, judged = ways["texts, behind the gate"], ways["and open ones judged"]
    assert gate.wrong < ways["texts, as answered"].wrong / 4
    assert ways["and open ones judged, perfectly"].wrong == 0, "so no text is"
    assert judged.wrong < gate.wrong / 4
    assert ways["and retold ones judged"].wrong > judged.wrong
