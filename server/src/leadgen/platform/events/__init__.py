"""Progress told as it happens: a row and a NOTIFY with the commit, server-sent events to the browser.

A frame is a hint ("import X changed"); the resource itself is the truth. Table: event.
"""
