"""What can be wrong with the embedded server, each with its fix."""

from leadgen.kernel.errors import LeadgenError


class DataFolderUnusable(LeadgenError):
    """The data folder cannot be used by the user the server runs as."""


class ServerFailed(LeadgenError):
    """The embedded server did not start or stop."""
