"""What commands do beyond one call: their help with its examples, and what a shell completes."""
