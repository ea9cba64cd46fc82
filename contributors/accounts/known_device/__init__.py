"""A browser that has signed in to an account before: strangers who use up the tries do not shut it out."""
