"""Money a person has before an activity, so that they need not lay it out; and what became of every penny."""
