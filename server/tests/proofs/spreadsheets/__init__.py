"""Parts of R14: texts that want to be formulas, and what spreadsheet programs make of a file."""
