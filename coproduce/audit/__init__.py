"""Does everything that has to be true still hold? One check for each invariant, over the whole database."""
