"""When people can come. Reasons are private and never asked."""
