"""Times for a series of meetings, so that it is never the same person who is left out. Pure: no database.

`expanding` finds whom each time leaves out, `problem` says what fair means, `polish` finds good plans,
`bound` and `search` prove that there is no better one, `fair` puts them together, `words` explains.
"""
