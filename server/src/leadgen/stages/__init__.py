"""The stages of the product, in the order a lead passes them."""
