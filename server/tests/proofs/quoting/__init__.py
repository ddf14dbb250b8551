"""What R5 is made of: a market of providers that fail and change their prices, and people who buy there."""
