"""Suppression: addresses, numbers, profiles and whole domains that are never written to again.

In: a person's act, or the opt-outs of an import, which its undo takes back. Out: whether an address is kept
out, asked by whoever is about to write to one. Table: suppression; the normalised address and its digest, of
which an erasure leaves only the digest.
"""
