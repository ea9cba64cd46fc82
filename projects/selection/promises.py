"""What finding people promises, known to web and workers alike."""


__all__ = [
    *("ANSWER", "DECLARE", "DECLARE_AS_STAFF", "FEEDBACK", "OFFER_ROLE", "RESERVE", "SIT", "SIT_AS_STAFF"),
]
