"""What R11 is made of: a receiver that fails half the time, and workers that can be killed."""
