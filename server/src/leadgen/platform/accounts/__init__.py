"""Who pays, and the people: accounts and users, whichever workspaces they are in.

A person changes their name, password and e-mail here, and finds the way back in. Tables: account, user,
recovery_code.
"""
