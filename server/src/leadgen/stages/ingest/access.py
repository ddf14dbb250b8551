"""Who may do what with imports."""

from leadgen.platform.auth.roles import EDITOR_UP, VIEWER_UP, RoleTable

ROLES: RoleTable = {
    "list_imports": VIEWER_UP,
    "upload_import": EDITOR_UP,
    "get_import": VIEWER_UP,
    "preview_import": VIEWER_UP,
    "map_import": EDITOR_UP,
    "list_import_lines": VIEWER_UP,
    "commit_import": EDITOR_UP,
    "cancel_import": EDITOR_UP,
    "resume_import": EDITOR_UP,
    "download_rejected_lines": VIEWER_UP,
    "load_sample": EDITOR_UP,
    "get_sample": VIEWER_UP,
}
