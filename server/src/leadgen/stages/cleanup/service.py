"""What later stages ask of cleanup: to make something of what verifiers said of mailboxes."""

from leadgen.stages.cleanup.verification.service import judge, look_again, note

__all__ = ["judge", "look_again", "note"]
