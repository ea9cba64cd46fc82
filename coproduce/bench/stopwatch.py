"""Measuring: medians of interleaved runs, so that a noisy neighbour hits both sides of a ratio."""

import statistics
import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from contributors.accounts.models import User
from coproduce.bench.visitors import sign_in


def medians(runs: dict[str, Callable[[], Any]], rounds: int) -> dict[str, float]:
    """Run each once to warm up, then all in turn `rounds` times. Returns medians in milliseconds."""
    for run in runs.values():
        run()
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            start = time.perf_counter()
            run()
            times[name].append((time.perf_counter() - start) * 1000)
    return {name: statistics.median(taken) for name, taken in times.items()}


def signed_in(user: User) -> Client:
    """Return a client of somebody who has signed in, staff with their second factor."""
    return sign_in(Client(headers={"host": "127.0.0.1"}), user)


def page(client: Client, address: str) -> Callable[[], None]:
    """Return a run that loads one page. Raises RuntimeError when it does not answer 200."""

    def load() -> None:
        response = client.get(address)
        if response.status_code != 200:
            raise RuntimeError(f"{address} answered {response.status_code}")

    return load


def queries(run: Callable[[], Any]) -> list[str]:
    """Return the SQL of one run."""
    with CaptureQueriesContext(connection) as caught:
        run()
    return [query["sql"] for query in caught.captured_queries]
