"""SQL of the stage: imports, their lines, and the chunks in which lines become records."""
