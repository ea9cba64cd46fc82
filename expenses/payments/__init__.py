"""Payment runs: frozen, released by a second person, exported once, entered in the ledger, confirmed."""
