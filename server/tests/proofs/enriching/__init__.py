"""The processes of R1: workers that enrich, one that pauses and goes on, and the providers they ask."""
