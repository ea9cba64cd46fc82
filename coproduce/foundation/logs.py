"""One JSON line per event, without names, addresses, tokens or answers (trust P12)."""

import json
import logging
import re
from typing import Any

ADDRESS = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+")
SECRET = re.compile(r"[\w:=-]{40,}")  # one-time links and keys are longer than any word
DIGITS = re.compile(r"\d[\d -]{4,}\d")


def scrub(text: str) -> str:
    """Replace what looks like an e-mail address, the secret part of a link or an account number."""
    return DIGITS.sub("[number]", SECRET.sub("[secret]", ADDRESS.sub("[address]", text)))


class JsonLines(logging.Formatter):
    """Format a record as one scrubbed JSON line; of an exception, only its type and place."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": scrub(record.getMessage()),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["where"] = _where(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


def _where(traceback: Any) -> list[str]:
    places = []
    while traceback:
        code = traceback.tb_frame.f_code
        places.append(
            f"{code.co_qualname if hasattr(code, 'co_qualname') else code.co_name}:{traceback.tb_lineno}"
        )
        traceback = traceback.tb_next
    return places[-6:]
