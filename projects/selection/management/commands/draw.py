"""Check a draw: make it again from what was published."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from projects.selection.drawing.models import Draw
from projects.selection.drawing.rules import check_draw


class Command(BaseCommand):
    help = "Check a draw: `manage.py draw --verify REFERENCE` of one here, or FILE as its page offers it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--verify", required=True, help="the reference of a draw, or a file draw.json")
        parser.add_argument("--seed", default="", help="the seed as you know it from its source")

    def handle(self, *_args: Any, **options: Any) -> None:
        document = self._document(options["verify"])
        if found := check_draw.problems(document, options["seed"]):
            raise CommandError("\n".join(found))
        self.stdout.write("\n".join(check_draw.summary(document)))

    def _document(self, what: str) -> dict[str, Any]:
        if Path(what).is_file():
            document: dict[str, Any] = json.loads(Path(what).read_text(encoding="utf-8"))
            return document
        found = Draw.objects.filter(ref=what).first()
        if found is None:
            raise CommandError(f"There is no file and no draw {what}.")
        return found.published
