"""What tests do with an answer."""

from django.http import HttpResponseBase


def let_go(response: HttpResponseBase) -> HttpResponseBase:
    """Close the file of a download and return the answer.

    Not `response.close()`: that tells Django that the request is over, which closes the
    database connection in the middle of the test's transaction.
    """
    if response.streaming:
        b"".join(response.streaming_content)
    return response
