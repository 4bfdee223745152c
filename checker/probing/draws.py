"""Inputs that are new at each run and the same for the same seed. A right app accepts every one of them."""

from __future__ import annotations

import random

NAMES = (
    "Ada", "Alan", "Barbara", "Edsger", "Frances", "Grace", "Guido", "Hedy", "Katherine", "Ken",
    "Linus", "Margaret", "Niklaus", "Radia", "Sophie", "Tim", "Vint", "Yukihiro",
)  # fmt: skip
FAMILY_NAMES = (
    "Byron",
    "Hopper",
    "Johnson",
    "Lamarr",
    "Müller",
    "Núñez",
    "Perlman",
    "Turing",
    "Wirth",
)
WORDS = (
    "apple", "bridge", "candle", "desert", "engine", "forest", "garden", "harbor", "island", "jacket",
    "kettle", "ladder", "meadow", "needle", "orange", "pepper", "quartz", "ribbon", "saddle", "timber",
)  # fmt: skip


class Draw:
    """Draws for one hidden test: the same seed and the same test draw the same."""

    def __init__(self, seed: int, test: str) -> None:
        self._random = random.Random(f"{seed}:{test}")  # noqa: S311  it is no secret

    def name(self) -> str:
        """A first name with a number, in letters and digits."""
        return f"{self._random.choice(NAMES)}{self._random.randint(10, 99)}"

    def full_name(self) -> str:
        """A name with a space, and often a letter outside ASCII."""
        return f"{self._random.choice(NAMES)} {self._random.choice(FAMILY_NAMES)}"

    def word(self) -> str:
        """A lower-case word."""
        return self._random.choice(WORDS)

    def integer(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return self._random.randint(low, high)
