"""All SQL of records, one file per noun. Nothing here decides; everything is set-based."""
