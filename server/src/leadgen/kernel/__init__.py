"""Time, ids, keys, paging and errors: what every floor above may rely on. Pure, no I/O."""
