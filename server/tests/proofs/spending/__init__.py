"""R4's parts: many who spend at once, and a ledger beside a plain oracle."""
