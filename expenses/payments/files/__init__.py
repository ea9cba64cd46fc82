"""How an organisation's bank wants its files: our plain one, columns of its own, or Bacs Standard 18."""
