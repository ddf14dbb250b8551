"""Who asks, and what they may do.

In: a session cookie or an API key. Out: an `Identity` in one workspace, or a refusal.
Tables: session, api_key, sign_in_link, and the reading of user, member and workspace.
"""
