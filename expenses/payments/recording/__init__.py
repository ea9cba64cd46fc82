"""Whether a payment came, as somebody told us by phone, by post or in person."""
