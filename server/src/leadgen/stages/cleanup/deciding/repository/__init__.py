"""SQL of duplicates: scans, clusters, decisions, thresholds."""
