"""The API's document as a page that people read: `/api/v1/reference`.

Made from the document itself, with one style sheet and one script of our own: no other host is asked, and the
page works without the script (which only narrows the list).
"""
