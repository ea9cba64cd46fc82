"""How the numbers of the evidence changed over a project's life, as a picture and a table."""
