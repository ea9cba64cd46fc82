"""A month of money as finance closes it: what was owed, paid, came back, and is owed now, from the ledger."""
