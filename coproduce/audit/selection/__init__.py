"""What holds of opportunities, panels and scores, a module for each."""
