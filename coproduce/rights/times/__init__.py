"""How long what is kept: the table, the schedule of every model, and the nightly run that keeps to both."""
