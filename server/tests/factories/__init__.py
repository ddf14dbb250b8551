"""Makes what a test stands on."""
