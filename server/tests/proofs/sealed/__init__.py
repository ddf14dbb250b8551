"""The moving half of R6: tenants full of canaries, and everything one of them could try on another."""
