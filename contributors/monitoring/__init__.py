"""Equality answers: a store of their own, that nothing staff can read points to."""
