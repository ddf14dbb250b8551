"""Ours beside the physical floor and what a user would pick instead, in one run; one file per bar."""
