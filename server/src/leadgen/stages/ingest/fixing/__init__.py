"""Fixing: cells of staged lines corrected in place, one by one or many at once, and the lines planned anew.

In: what a person writes instead of a cell's text. The file's own text stays; beside it stands the corrected
one with who wrote it. A line is read by the very normalisers that read the file, judged by the rules of
staging, and with it every line that shares a record with it, so that the counts are those of a file that had
been right from the start.
"""
