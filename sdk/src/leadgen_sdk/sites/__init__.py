"""Websites read politely: robots.txt first, a few pages, each taken apart. Needs the extra `sites`."""
