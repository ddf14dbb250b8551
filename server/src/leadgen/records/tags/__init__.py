"""Tags as words of the workspace: renamed at once, merged and taken off as one act on many contacts.

Tables: tag, record_tag. Who has which tag stands in the field `tags` of the contact.
"""
