"""Claims: from the first line typed to the decision; what is approved waits for the payments room."""
