"""R7's parts: what ought to be allowed, written by hand; and every cell of it, asked for."""
