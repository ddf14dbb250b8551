"""What later stages hand to cleanup."""

from leadgen.stages.cleanup.verification.contracts import Opinion

__all__ = ["Opinion"]
