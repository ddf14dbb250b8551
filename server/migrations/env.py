"""Runs migrations on the connection it is handed.

Only the default schema is compared with the models: the tables in `jobs` are the job queue's own.
"""

from alembic import context
from sqlalchemy import Connection

from leadgen.db.base import Base


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_type=True,
        compare_server_default=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


handed = context.config.attributes.get("connection")
if handed is None:
    raise SystemExit("Migrations run through `leadgen`, which knows the database: leadgen database migrate")
run(handed)
