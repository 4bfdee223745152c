"""Make docs/reference/causes/ from causes/*.toml. Run it after a page was changed; a test holds the two together.

python docs/make_causes.py
"""

from __future__ import annotations

from pathlib import Path

from checker.catalog.causes import cause_slugs, load_cause
from checker.catalog.content import Content
from checker.reporters.causes import cause_markdown, index_markdown

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "reference" / "causes"


def pages() -> dict[str, str]:
    """Each file's name, and what has to be in it."""
    content = Content(ROOT)
    every = [load_cause(content, slug) for slug in cause_slugs(content)]
    return {"README.md": index_markdown(every), **{f"{one.slug}.md": cause_markdown(one) for one in every}}


def main() -> None:
    """Write all pages, and remove those whose cause is gone."""
    TARGET.mkdir(parents=True, exist_ok=True)
    made = pages()
    for old in TARGET.glob("*.md"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (TARGET / name).write_text(text, encoding="utf-8")
    print(f"{len(made)} pages in {TARGET.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
