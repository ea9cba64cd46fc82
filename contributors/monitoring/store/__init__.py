"""The only entrance to the equality answers: put mine, get mine, delete mine, by token; counts for releases.

On PostgreSQL it is functions of the database (migration 0002). A role that may only call them cannot
read the table, so the protection stands even where this code is passed by.
"""
