"""The ground floor: promises, outbox, history, workflow. It imports no other app."""
