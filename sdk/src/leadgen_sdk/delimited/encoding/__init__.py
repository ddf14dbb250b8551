"""Which encoding a text is in: told by a mark or by its form, else judged by what the bytes would say.

A wrong guess is worse than a question: names that come in broken are found months later, in a message that
was sent. So every encoding reads the same words, each reading is weighed in bits against how people write
(`weights`), and the best one is taken only where it is plausible by itself and far ahead of every reading
that gives another text. Otherwise the candidates are shown, and a person sees which names are right.
"""

from leadgen_sdk.delimited.encoding.detect import Guess, detect_encoding
from leadgen_sdk.delimited.encoding.known import ENCODINGS, codec_of

__all__ = ["ENCODINGS", "Guess", "codec_of", "detect_encoding"]
