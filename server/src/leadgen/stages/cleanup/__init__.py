"""Cleanup: what is there made right, and what is wrong with it said.

`verification`: e-mail addresses that can be written to, and why the others cannot.
`duplicates`: rows that are the same person or firm, how sure that is, and why.
`health`: how much of each field is there, and what of it is invalid, suspicious or stale.
"""
