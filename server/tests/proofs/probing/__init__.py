"""Parts of R8: the running API, requests made from its own document, and what each answer must be."""
