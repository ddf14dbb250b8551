"""Proofs: each promise about reliability and security as a program that counts.

A module `r<number>_<promise>.py` has `main(size, seed, planted) -> Outcome`. `planted` puts in the bug
that the proof is there to find, and must turn it red: a proof that cannot fail is a defect.
"""
