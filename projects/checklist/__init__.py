"""The five steps side by side, what both sides say of them, and closing a project."""
