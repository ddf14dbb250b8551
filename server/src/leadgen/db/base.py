"""What every table's model derives from."""

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

# PostgreSQL's own names, so that models and the frozen text of migrations agree.
_NAMES = {
    "pk": "%(table_name)s_pkey",
    "uq": "%(table_name)s_%(column_0_N_name)s_key",
    "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
}


class Base(DeclarativeBase):
    """All models; their tables are `Base.metadata`."""

    metadata = MetaData(naming_convention=_NAMES)
