"""Secrets at rest: sealed with a key derived from the installation's secret, opened only for their purpose.

Whoever reads the database or a backup without `secret.key` reads nothing. A sealed value names the key that
sealed it, so that old ones are opened while `leadgen secrets rotate` seals them anew.
"""

from leadgen.platform.secrets.errors import SealBroken, SealKeyMissing, SealUnreadable
from leadgen.platform.secrets.sealing import is_current, key_id, known_key_ids, seal, unseal

__all__ = [
    "SealBroken",
    "SealKeyMissing",
    "SealUnreadable",
    "is_current",
    "key_id",
    "known_key_ids",
    "seal",
    "unseal",
]
