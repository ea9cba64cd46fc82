"""How a person wants to be paid, and their bank details: encrypted, versioned, checked."""
