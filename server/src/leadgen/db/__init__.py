"""The database: sessions bound to a workspace, roles, migrations, and the embedded PostgreSQL.

Everything above asks `Database` for a session; nothing else opens a connection.
"""
