"""How a draw comes out, and a check of one that anybody can run. Python alone, nothing else:

    python3 check_draw.py draw.json
    python3 check_draw.py draw.json --seed "3 8 15 22 31 40"

`draw.json` is the file that the page of a draw offers. This is the file that the draw itself was made with.

The order of two codes is that of their marks: a mark is the SHA-256 of the name of this way, the hash of the
list, the seed and the code, each on a line of its own. Who has more points stands in an earlier band; inside
a band the marks decide. With places kept for groups the list holds tickets, each of them a whole group of
codes; the seed picks one ticket, and the marks put its codes, and those left over, in order.
"""

import argparse
import hashlib
import json
import sys
from typing import Any

ALGORITHM = "coproduce-draw-1"
LISTED = ("about", "algorithm", "bands", "lottery", "places", "reserves", "seed_from", "seed_on")
"""What is published before anybody can know the seed. The hash of the list is of these."""


def hash_of_list(document: dict[str, Any]) -> str:
    """Return the SHA-256 of what is published before the seed, as compact JSON with sorted keys."""
    listed = {name: document[name] for name in LISTED}
    text = json.dumps(listed, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def plain(seed: str) -> str:
    """Return a seed with one space between its parts and none around it: typing it twice gives the same."""
    return " ".join(seed.split())


def mark(document: dict[str, Any], list_hash: str, seed: str, what: str) -> str:
    """Return by what a code is put in order. `what` is a code, or "ticket"."""
    lines = (document["algorithm"], list_hash, plain(seed), what)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def draw(document: dict[str, Any], seed: str) -> tuple[list[str], list[str]]:
    """Return (the codes that have a place, the reserves in their order)."""
    list_hash = hash_of_list(document)
    ordered = [
        code
        for band in document["bands"]
        for code in sorted(band, key=lambda one: (mark(document, list_hash, seed, one), one))
    ]
    chosen = ordered[: document["places"]]
    if document["lottery"]:
        number = int(mark(document, list_hash, seed, "ticket"), 16) % len(document["lottery"])
        chosen = [code for code in ordered if code in document["lottery"][number]]
    left = [code for code in ordered if code not in chosen]
    return chosen, left[: document["reserves"]]


def problems(document: dict[str, Any], seed: str = "") -> list[str]:
    """Return what is wrong with a published draw, as sentences; nothing when it is right."""
    found = []
    codes = [code for band in document["bands"] for code in band]
    if document["algorithm"] != ALGORITHM:
        found.append(f"It was made in another way: {document['algorithm']}.")
    if document["list_hash"] != hash_of_list(document):
        found.append("The list is not the one whose hash was published.")
    if len(set(codes)) != len(codes):
        found.append("A code stands in the list twice.")
    if any(len(set(ticket)) != len(ticket) or set(ticket) - set(codes) for ticket in document["lottery"]):
        found.append("A ticket holds a code twice, or one that is not in the list.")
    if any(len(ticket) != min(document["places"], len(codes)) for ticket in document["lottery"]):
        found.append("A ticket does not fill the places.")
    if seed and plain(seed) != document["seed"]:
        found.append("The seed is another one.")
    if document["seed"]:
        chosen, reserves = draw(document, seed or document["seed"])
        if (chosen, reserves) != (document["chosen"], document["reserve"]):
            found.append(f"It comes out otherwise: places {chosen}, reserves {reserves}.")
    return found


def summary(document: dict[str, Any]) -> list[str]:
    """Return what came out of a draw that is right, as lines."""
    if not document["seed"]:
        return ["The list is right. It is not drawn yet."]
    reserves = " ".join(document["reserve"]) or "none"
    return [f"Right. Places: {' '.join(document['chosen'])}", f"Reserves: {reserves}"]


def main(words: list[str]) -> int:
    """Check a file. Returns 0 when it is right, 1 when not."""
    parser = argparse.ArgumentParser(description="Check a draw: make it again from what was published.")
    parser.add_argument("file", help="the file draw.json of the draw")
    parser.add_argument("--seed", default="", help="the seed as you know it from its source")
    said = parser.parse_args(words)
    with open(said.file, encoding="utf-8") as file:
        document = json.load(file)
    found = problems(document, said.seed)
    sys.stdout.write("\n".join([f"WRONG: {line}" for line in found] or summary(document)) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
