"""Step 4, times: a meeting is planned so that nobody is left out, and papers come in time."""
