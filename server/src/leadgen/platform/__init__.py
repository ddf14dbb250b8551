"""What every stage stands on: who asks, whose data, files, progress, jobs, plugins."""
