"""Clean a Word file in a child process: run by path as a script, like `pdf_pages`.

Its modules import each other by their full names. The child has the packages of these names, and of what
stands in them only what is asked for: neither Django nor our settings are loaded.
"""

import sys
from pathlib import Path
from types import ModuleType

UPLOADS = Path(__file__).resolve().parents[1]
MEMORY = 2 * 1024**3  # address space of the child, bytes; read XML takes some ten times its size
REASONS = ("broken", "big", "pages", "macros", "unsettled", "picture")
FIRST_CODE = 20  # exit codes of the reasons, in their order
CODES = {FIRST_CODE + number: reason for number, reason in enumerate(REASONS)}


def clean(content: bytes) -> bytes:
    """Return the clean file. Exits with a code of CODES; lets every other error out."""
    from coproduce.foundation.uploads import word_papers  # only the child needs it

    try:
        return word_papers.clean(content)
    except word_papers.CannotClean as problem:
        sys.exit(FIRST_CODE + REASONS.index(problem.reason))


def _packages_by_name() -> None:
    """Let the full names of our modules be found, without what importing their packages would start."""
    folder = UPLOADS
    for name in ("coproduce.foundation.uploads", "coproduce.foundation", "coproduce"):
        package = ModuleType(name)
        package.__path__ = [str(folder)]
        sys.modules[name] = package
        folder = folder.parent


if __name__ == "__main__":
    sys.path.append(str(UPLOADS))  # a child knows no package, only what stands beside it
    import child_limits  # type: ignore[import-not-found]

    _packages_by_name()
    child_limits.run(clean, memory=MEMORY)
