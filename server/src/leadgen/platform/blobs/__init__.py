"""Files: content-addressed, in compressed pieces of 1 MB in the database, streamed both ways.

In: a stream of bytes. Out: its SHA-256, and the bytes again. Tables: blob, blob_piece.
"""
