"""What we paid somebody, to keep: each payment as a document, and each tax year as a sum."""
