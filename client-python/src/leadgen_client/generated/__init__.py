"""Made from client/openapi.json by ./dev client. Not written by hand."""
