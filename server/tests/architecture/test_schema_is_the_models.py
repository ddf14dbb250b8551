"""The comparison of migrations and models sees a difference, and no models.py is out of its sight."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Column, MetaData, NullPool, Table, Text, create_engine

import leadgen
from leadgen.db.address import Address
from leadgen.db.base import Base
from leadgen.db.roles import Role
from leadgen.pipeline.assembly import build
from tests.factories.server import SECRET

PACKAGE = Path(leadgen.__file__).parent


def differences(address: Address, metadata: MetaData) -> list[str]:
    engine = create_engine(address.url(Role.OWNER, SECRET.encode()), poolclass=NullPool)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        return [str(difference) for difference in compare_metadata(context, metadata)]


def test_a_column_that_no_migration_makes_is_seen(address: Address) -> None:
    build()  # imports every model
    planted = MetaData(naming_convention=Base.metadata.naming_convention)
    for table in Base.metadata.tables.values():
        table.to_metadata(planted)
    Table("contact", planted, Column("planted", Text), extend_existing=True)

    found = differences(address, planted)

    assert any("add_column" in difference and "planted" in difference for difference in found)


def test_the_product_knows_every_model() -> None:
    build()
    known = {mapper.class_.__module__ for mapper in Base.registry.mappers}
    written = {
        ".".join(["leadgen", *file.relative_to(PACKAGE).with_suffix("").parts])
        for file in PACKAGE.rglob("models.py")
        if "(Base)" in file.read_text()
    }

    assert written <= known
