"""What child processes run by path, where it is not a module that cleans files itself."""
