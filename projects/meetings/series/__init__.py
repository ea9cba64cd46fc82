"""Times for a series of meetings, so that it is never the same person who is left out.

The algorithm is pure: `problem` says what fair means, `polish` finds good plans, `bound` and `search` prove
that there is no better one, `fair` puts them together. `rules` makes a proposal of it and explains it.
"""
