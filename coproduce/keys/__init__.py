"""Keys in use: proved at the start, rotated over both databases, and let go once nothing needs them."""
