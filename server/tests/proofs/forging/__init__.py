"""Parts of R12: addresses that try to lead the server into its own network, and those who would notice."""
