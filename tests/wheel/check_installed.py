"""Hold an installed `kata` to what it does in a checkout: `check_installed.py PATH_OF_KATA`.

CI calls it for the wheel in a clean environment. It runs in an empty temporary folder, so nothing of a checkout helps.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]


def main() -> None:
    """Go the way of a new user: no stubs yet, `kata init`, the stub, the solution."""
    kata = Path(sys.argv[1]).absolute()
    with tempfile.TemporaryDirectory() as name:
        here = Path(name)
        exercises = sorted(page.parent.name for page in (ROOT / "exercises").glob("*/exercise.toml"))
        code, report = check(kata, here, exercises[0], "flask")
        expect(code == 1, "without stubs the check is not there yet")
        expect(
            report["tasks"][0]["diagnosis"]["cause"] == "no-such-folder",
            "and says that the folder is missing",
        )
        subprocess.run([kata, "init"], cwd=here, check=True)
        for slug in exercises:
            for framework in ("flask", "fastapi"):
                folder = here / "exercises" / slug / framework
                code, report = check(kata, here, slug, framework)
                expect(code == 1, f"the stub of {slug} in {framework} is not there yet")
                expect(report["app"]["started"], f"the stub of {slug} in {framework} starts")
                shutil.copytree(ROOT / "solutions" / slug / framework, folder, dirs_exist_ok=True)
                code, report = check(kata, here, slug, framework)
                expect(code == 0, f"the solution of {slug} in {framework} passes: {report}")
    print(f"The installed kata judges {len(exercises)} exercises as the checkout does.")


def check(kata: Path, here: Path, slug: str, framework: str) -> tuple[int, dict]:
    """Check one exercise; the exit code and the report."""
    words = [kata, "check", slug, "--framework", framework, "--format", "json"]
    done = subprocess.run(words, cwd=here, capture_output=True, text=True, check=False)
    expect(done.returncode in {0, 1}, f"kata check {slug} -f {framework}: {done.stderr}")
    return done.returncode, json.loads(done.stdout)["reports"][0]


def expect(held: bool, what: str) -> None:
    """End with a sentence where something does not hold."""
    if not held:
        sys.exit(f"It does not hold that {what}.")


if __name__ == "__main__":
    main()
