"""Who may listen."""

from leadgen.platform.auth.roles import VIEWER_UP, RoleTable

ROLES: RoleTable = {"stream_events": VIEWER_UP}
