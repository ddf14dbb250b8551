"""Vocabularies of a workspace: words beyond the built-in lists, and words of those that do not hold here.

In: what a workspace adds or does not mean, of the words of job titles, legal forms, role mailboxes and
free-mail domains; out: `OwnWords` for whoever reads its values. A title's words decide values, which Clean up
reads anew; the other lists decide keys, which an operation of kind `rekey` rewrites when they change.
"""
