"""Who may do what with the workspace itself."""

from leadgen.platform.auth.roles import ADMIN_UP, VIEWER_UP, RoleTable

ROLES: RoleTable = {
    "get_workspace": VIEWER_UP,
    "update_workspace": ADMIN_UP,
}
