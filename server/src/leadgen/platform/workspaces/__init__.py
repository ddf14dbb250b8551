"""The tenant: a workspace, its slug in every address, and its members with their roles.

Tables: workspace, member.
"""
