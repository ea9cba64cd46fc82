"""What the bank tells us: a file of results or a statement, read, matched, looked at, then recorded."""
