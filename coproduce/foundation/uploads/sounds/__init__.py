"""Recordings, made anew from their sound alone: who made them, where and when stays behind."""


class NotASound(Exception):
    """There is no sound in this that we can take out."""
