"""The layer below all others: promises, notifications, history, transitions. It imports no other layer."""
