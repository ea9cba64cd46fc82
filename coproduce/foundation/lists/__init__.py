"""Lists: what each shows, how it is narrowed in the address, and how it is taken away."""
