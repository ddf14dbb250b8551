"""SQL of members and invitations."""
