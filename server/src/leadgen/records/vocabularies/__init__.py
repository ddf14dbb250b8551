"""Vocabularies of a workspace: the words of job titles beyond the built-in lists.

In: what a workspace adds or does not mean; out: `OwnWords` for whoever reads its values. Words of role
mailboxes and of hosts that anybody may have stay the same for all: they decide whether two records are one.
"""
