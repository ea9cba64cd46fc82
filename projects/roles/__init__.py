"""Step 3: what exactly people are asked to do, for how long and for what. Both sides agree to one text."""
