"""Who belongs to a workspace: members and their roles, invitations, leaving, removal, ownership.

In: an act of a member, or a token from an invitation. Out: membership and nothing beyond it; whoever is
removed loses role, keys, open invitations and live streams in one transaction. Table: invitation; writes
member, and ends keys and links.
"""
