"""The roles the product works as, and the passwords they share with the installation's secret."""

from enum import StrEnum

from leadgen.kernel.keys import derive


class Role(StrEnum):
    """A PostgreSQL role of the product. None is superuser, none bypasses row-level security."""

    OWNER = "leadgen_owner"  # owns the tables: migrations only
    APP = "leadgen_app"  # requests and jobs: policies apply
    SYSTEM = "leadgen_system"  # dispatcher and all_workspaces: reads across workspaces
    SEARCH = "leadgen_search"  # cannot log in: owns the search functions


LOGIN_ROLES = (Role.OWNER, Role.APP, Role.SYSTEM)


def password(secret: bytes, role: Role) -> str:
    """The role's password: every process with the installation's secret knows it, and nobody else."""
    return derive(secret, f"database role {role}").hex()
