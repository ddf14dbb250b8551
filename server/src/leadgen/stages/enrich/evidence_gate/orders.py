"""Words on a page that command whoever reads it: they are no statement, so no value stands on them."""

import re
from functools import lru_cache

from leadgen.records.field import Field

_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b[^.\n]{0,40}\b(?:instructions?|prompts?|rules|the above)\b|"
    r"\b(?:you are|as) an? (?:ai|assistant|language model|llm)\b|\bsystem prompt\b|<\|im_|\[/?inst\]|"
    r"^(?:system|assistant|user) ?:|"
    r"\bai (?:agents?|assistants?|models?|crawlers?)\b[^.\n]{0,40}\b(?:must|should|shall|please)\b|"
    r"ignorier\w*[^.\n]{0,40}anweisung|ignoruj\w*[^.\n]{0,40}(?:pokyn|instrukc)|"
    r"ignore[rz][^.\n]{0,40}instructions|"
    r"</?(?:source|record|page|system|assistant|user|instructions?|prompt)\b[^<>\n]{0,40}>|"
    r"\b(?:dear|hello|hi|hey|attention),? (?:(?:ai|virtual|language|all) ){0,2}"
    r"(?:assistants?|models?|agents?|bots?|chatbots?|crawlers?|llms?|ais?)\b|"
    r"\byour (?:admin(?:istrator)?|developer|operator|creator|owner)s? "
    r"(?:says?|orders?|wants?|asks?|tells?)\b",
    re.MULTILINE,
)
# Words that hand a value to a field, whatever stands around them.
_HANDED = (
    r"(?<!\w){key}\s?(?:=|:=|->)|"
    r"\b(?:set|report|write|answer|return|output|fill|respond|reply|say|tell|record|enter|claim|pretend|forge|"
    r"change|update)\b[^.\n;,:]{{0,60}}\b(?:{key}|{label})\s?(?:to|as|is|=|:|with)(?!\w)"
)


def are_orders(text: str, field: Field) -> bool:
    """Does a folded text speak to a machine, or hand this field its value?"""
    return _ORDERS.search(text) is not None or _handing(field.key, field.label).search(text) is not None


@lru_cache(maxsize=1_024)
def _handing(key: str, label: str) -> re.Pattern[str]:
    return re.compile(_HANDED.format(key=re.escape(key), label=re.escape(label.casefold())))
