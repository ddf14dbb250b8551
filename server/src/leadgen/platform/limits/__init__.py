"""How often something may be done, counted for all processes together. Table: rate_limit (unlogged).

In: a name, a limit, an instant. Out: whether once more is allowed, and if not, when.
"""

from leadgen.platform.limits.contracts import Limit, Taken
from leadgen.platform.limits.repository import forget, forget_full, give_back, take

__all__ = ["Limit", "Taken", "forget", "forget_full", "give_back", "take"]
