from tests.contributors.people.importing.files import read_here  # noqa: F401
