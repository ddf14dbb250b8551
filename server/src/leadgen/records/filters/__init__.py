"""The filter language: one grammar for lists, exports and whatever asks for records later.

In: JSON (see `parsing`), checked against the workspace's fields. Out: a `Filter`, which `repository` turns
into SQL, `words` into English, and `digest` into what a cursor is bound to. A record matches a filter or its
`not`, never both and never neither. Later stages register their `terms`; no field or stage is named here.
"""
