"""What people do with the product, in a real Chromium on the real thing."""
