"""A letter that somebody may give to the Jobcentre: what involvement is, and what they do."""
