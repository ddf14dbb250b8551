"""Asking in words: a prompt whose data stays data, an answer in a schema, each value held to its page.

For enrichers that ask a model. Nothing that the model says is believed: a value becomes a candidate only
where the words it quotes stand in a page that was read, and the page is about the record. Needs the extra
`sites`.
"""
