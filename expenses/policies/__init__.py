"""Rates and rules, by date of activity. An organisation's own, or published examples to start from."""
