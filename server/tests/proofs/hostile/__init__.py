"""What R28 is made of: plugins that mean harm, and workers that are replaced when they have done it."""
