"""Who pays, and the people: accounts and users, whichever workspaces they are in. Tables: account, user."""
