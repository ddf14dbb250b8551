"""The HTTP face: assembly, errors as problem+json, guards, the dashboard's files, the API's document."""
