"""Leadgen Pipeline: contacts in, clean records, approved outreach out."""

__version__ = "0.1.0"
