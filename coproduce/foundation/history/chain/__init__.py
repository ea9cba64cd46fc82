"""The chain over history and journal: triggers make links, one writer joins them up, the audit verifies."""
