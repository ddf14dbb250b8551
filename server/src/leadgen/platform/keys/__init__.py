"""API keys of a workspace: made by a person, shown once, for some scopes, until they end.

In: name, scopes, lifetime. Out: the key, of which only a hash is kept. Table: api_key, which auth reads.
"""
