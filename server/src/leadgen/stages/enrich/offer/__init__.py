"""Who we are, what we sell, to whom: the workspace's offer profile, which feeds every prompt.

In: what members wrote. Out: one text of at most 2,000 characters. Table: `offer_profile`, a row a workspace.
"""
