"""The processes of R1 and R23: workers, one that pauses runs, and the providers they ask."""
