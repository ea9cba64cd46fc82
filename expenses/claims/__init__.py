"""Claims: from the first line typed to the decision; what is approved waits to be paid."""
