"""Payment runs: put together, closed, released by a second person, sent to the bank, recorded as paid."""
