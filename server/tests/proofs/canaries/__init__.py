"""R27's secrets, planted wherever the product takes one or makes one, and where they are looked for."""
