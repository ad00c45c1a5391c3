"""The pages that `tracker docs` shows."""
