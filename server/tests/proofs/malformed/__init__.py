"""Files as they should not be, and the process that has to answer for each."""
