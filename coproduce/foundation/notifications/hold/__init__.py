"""Sending stops while this database may be an earlier copy of itself: nothing goes out twice."""
