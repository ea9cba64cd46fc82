"""`manage.py bill_of_materials`: what production is made of, as CycloneDX 1.6 JSON.

It lists what the lock file pins, with the licence and the needs that each installed package declares, and
the NHS.UK design system from its own lock. The same locks always give the same file: it carries no time.
"""

import base64
import json
import re
import tomllib
import uuid
from importlib import metadata
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PINNED = re.compile(r"^([A-Za-z0-9][^\\\n]*)", re.MULTILINE)
FRONTEND = "frontend/package-lock.json"


class Command(BaseCommand):
    help = "Write the software bill of materials of what the lock file pins and this environment holds."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--lock", default="requirements.txt", help="the lock file to read")
        parser.add_argument("--output", help="write to this file instead of the terminal")

    def handle(self, *args: Any, **options: Any) -> None:
        text = json.dumps(bill(Path(settings.BASE_DIR), options["lock"]), indent=2, ensure_ascii=False) + "\n"
        if options["output"]:
            Path(options["output"]).write_text(text)
        else:
            self.stdout.write(text, ending="")


def bill(root: Path, lock: str) -> dict[str, Any]:
    """Return the bill. Raises CommandError when what is installed is not what the lock pins."""
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    pins = locked((root / lock).read_text())
    python = [_python_component(name, pins) for name in sorted(pins)]
    frontend = _frontend_components((root / FRONTEND).read_text())
    extras: dict[str, set[str]] = {
        canonicalize_name(one.name): one.extras for one in map(Requirement, project["dependencies"])
    }
    needs = {
        _ref(name, pins): _needs(metadata.requires(name) or [], pins, {"", *extras.get(name, set())})
        for name in sorted(pins)
    }
    own = f"pkg:generic/{project['name']}@{project['version']}"
    needs[own] = sorted(_needs(project["dependencies"], pins, {""}) + [one["bom-ref"] for one in frontend])
    components = python + frontend
    said = json.dumps([components, needs], sort_keys=True)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, own + said)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": project["name"],
                "version": project["version"],
                "licenses": [{"license": {"id": project["license"]}}],
            }
        },
        "components": components,
        "dependencies": [{"ref": ref, "dependsOn": on} for ref, on in sorted(needs.items())],
    }


def locked(text: str) -> dict[str, str]:
    """Return {package: version} of the pins that hold on this machine."""
    found: dict[str, str] = {}
    for line in PINNED.findall(text):
        pin = Requirement(line)
        if not pin.marker or pin.marker.evaluate():
            found[canonicalize_name(pin.name)] = str(pin.specifier).removeprefix("==")
    return found


def _ref(name: str, pins: dict[str, str]) -> str:
    return f"pkg:pypi/{name}@{pins[name]}"


def _python_component(name: str, pins: dict[str, str]) -> dict[str, Any]:
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        raise CommandError(f"{name} is locked and not installed.") from None
    if about["Version"] != pins[name]:
        raise CommandError(f"{name}: {about['Version']} is installed, {pins[name]} is locked.")
    component = {"type": "library", "bom-ref": _ref(name, pins), "name": name, "version": pins[name]}
    return component | {"purl": component["bom-ref"], "licenses": _licences(about)}


def _licences(about: Any) -> list[dict[str, Any]]:
    """Return what a package says of its licence: an expression, else its trove names, else its own words."""
    if expression := about.get("License-Expression"):
        return [{"expression": expression}]
    troves = [word for word in about.get_all("Classifier") or [] if word.startswith("License ::")]
    names = [word.rpartition(" :: ")[2] for word in troves] or [about.get("License") or "not declared"]
    return [{"license": {"name": name.strip().splitlines()[0][:100]}} for name in names]


def _needs(requirements: list[str], pins: dict[str, str], extras: set[str]) -> list[str]:
    """Return the locked packages among what is asked for with these extras ("" stands for none)."""
    found = set()
    for requirement in map(Requirement, requirements):
        name, marker = canonicalize_name(requirement.name), requirement.marker
        if name in pins and (not marker or any(marker.evaluate({"extra": extra}) for extra in extras)):
            found.add(_ref(name, pins))
    return sorted(found)


def _frontend_components(text: str) -> list[dict[str, Any]]:
    found = []
    for place, package in sorted(json.loads(text)["packages"].items()):
        if not place or package.get("peer") or package.get("optional"):
            continue  # ourselves; what others may add and we do not fetch
        name = place.rpartition("node_modules/")[2]
        algorithm, _, digest = package["integrity"].partition("-")
        component = {
            "type": "library",
            "bom-ref": f"pkg:npm/{name.replace('@', '%40')}@{package['version']}",
            "name": name,
            "version": package["version"],
            "licenses": [{"license": {"id": package["license"]}}],
            "hashes": [
                {"alg": algorithm.upper().replace("SHA", "SHA-"), "content": base64.b64decode(digest).hex()}
            ],
        }
        found.append(component | {"purl": component["bom-ref"]})
    return found
