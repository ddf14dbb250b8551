"""Puts the product together: which stages there are, and who runs after whom."""
