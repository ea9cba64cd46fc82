"""What payees tell us about a payment that left: it came, not yet, or the amount is wrong; our answers."""
