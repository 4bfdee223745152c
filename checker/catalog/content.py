"""Where exercises, solutions, hidden tests and pages of causes lie: in a checkout or beside the package."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from checker.core.errors import CheckerFault


@dataclass(frozen=True, slots=True)
class Content:
    """A folder with `exercises/`, `solutions/`, `hidden/` and `causes/` in it."""

    root: Path

    @property
    def exercises(self) -> Path:
        """The stubs, the READMEs and each exercise's `exercise.toml`."""
        return self.root / "exercises"

    @property
    def solutions(self) -> Path:
        """A right answer to each exercise."""
        return self.root / "solutions"

    @property
    def hidden(self) -> Path:
        """The hidden tests."""
        return self.root / "hidden"

    @property
    def causes(self) -> Path:
        """A page for each cause that a diagnosis can name."""
        return self.root / "causes"


def find_content(package: Path = Path(__file__).parents[1]) -> Content:
    """The content that belongs to this installation of the package.

    A wheel's data lies in `share/kata` of the environment, some folders above the package. Raises
    CheckerFault where it is in neither place: the installation is incomplete.
    """
    for folder in package.parents:
        for root in (folder, folder / "share" / "kata"):
            if (root / "hidden").is_dir() and (root / "exercises").is_dir():
                return Content(root)
    raise CheckerFault(
        f"The exercises that belong to kata are missing (looked above {package}). Install kata again."
    )
