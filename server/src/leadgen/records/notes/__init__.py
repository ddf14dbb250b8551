"""Notes: what people write about a contact or company, beside its values and its history.

Table: note. A note is its author's; an admin may change and remove every one. A removed note can come back.
"""
