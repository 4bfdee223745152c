"""Templates that are not found, cannot be read, or do not show what they are given."""

from __future__ import annotations

import ast
import difflib
import html
from pathlib import PurePosixPath

from checker.coaching.answers.escaping import CONTENT, page_of, values_sent
from checker.coaching.reading.finding import at, calls
from checker.coaching.reading.source import place_in, text_of
from checker.coaching.reading.templates import (
    Filled,
    filled,
    has_parents,
    line_in,
    line_of_open_block,
    names_shown,
)
from checker.coaching.reading.written import last_name
from checker.coaching.seen import Seen
from checker.core.evidence import Raised
from checker.core.reports import Diagnosis, Place


def template_not_found(seen: Seen) -> Diagnosis | None:
    """The template's name leads to no file: it lies elsewhere, or is called otherwise."""
    raised = seen.raised
    if raised is None or not raised.type.endswith(("TemplateNotFound", "TemplatesNotFound")):
        return None
    name = raised.name or raised.message.partition("'")[2].partition("'")[0] or raised.message
    place = seen.place(raised.place)
    return _elsewhere(seen, name, place) or _other_name(seen, name, place) or _nowhere(name, place)


def _elsewhere(seen: Seen, name: str, place: Place | None) -> Diagnosis | None:
    """A file of that name lies in another folder than templates/."""
    wanted = PurePosixPath(name).name
    found = [file for file in seen.evidence.other_files if PurePosixPath(file).name == wanted]
    if found and (home := _home_of_templates(seen)) and not any(file.startswith(home) for file in found):
        return _beside_another_file(name, found[0], home, place)
    if not found or any(_below_templates(file) for file in found):
        return None
    return Diagnosis(
        "template-outside-templates",
        f"The template '{name}' is asked for at {place}, and Flask does not find it: your file is at {found[0]}, and"
        " not in a folder named templates.",
        place,
        "Flask looks only in the folder templates/ beside the file that makes the app. The name has an s at its end."
        f" Move {found[0]} there.",
    )


def _home_of_templates(seen: Seen) -> str | None:
    """The folder that Flask looks into, with a slash at its end; None where the source does not tell."""
    made = list(calls(seen.sources, "Flask"))
    moved = any(word.arg in {"template_folder", "root_path"} for _, call in made for word in call.keywords)
    if len(made) != 1 or moved or [last_name(part) for part in made[0][1].args] != ["__name__"]:
        return None
    return f"{PurePosixPath(made[0][0]).parent / 'templates'}/"


def _beside_another_file(name: str, file: str, home: str, place: Place | None) -> Diagnosis:
    return Diagnosis(
        "template-outside-templates",
        f"The template '{name}' is asked for at {place}, and Flask looks for it in {home}. Your file is at {file}.",
        place,
        f"Flask looks only in the folder templates/ beside the file that makes the app. Move {file} to {home}{name}.",
    )


def _other_name(seen: Seen, name: str, place: Place | None) -> Diagnosis | None:
    """templates/ has a file whose name is nearly the same, or the name has the folder in it."""
    inside = [_inside_templates(file) for file in seen.evidence.other_files if _below_templates(file)]
    plain = PurePosixPath(name.replace("\\", "/")).name
    near = [file for file in inside if PurePosixPath(file).name == plain]
    near += difflib.get_close_matches(name, inside, 1, 0.6)
    near += [file for file in inside if PurePosixPath(file).stem == PurePosixPath(plain).stem]
    if not near:
        return None
    return Diagnosis(
        "template-name-differs",
        f"The template '{name}' is asked for at {place}, and templates/ has no file of that name. It has '{near[0]}'.",
        place,
        "The name of a template begins inside the folder templates/: the folder itself is not written down. The rest"
        " is compared letter by letter, the ending after the dot included.",
    )


def _nowhere(name: str, place: Place | None) -> Diagnosis:
    return Diagnosis(
        "template-not-found",
        f"The template '{name}' is asked for at {place}, and your folder has no file of that name.",
        place,
        "Flask looks for templates in the folder templates/ beside the file that makes the app.",
    )


def _below_templates(file: str) -> bool:
    return "templates" in PurePosixPath(file).parts[:-1]


def _inside_templates(file: str) -> str:
    return f"/{file}".rpartition("/templates/")[2]


def old_call_order(seen: Seen) -> Diagnosis | None:
    """TemplateResponse as older texts write it: the name first, then a dict with the request in it."""
    raised, template = seen.raised, filled(seen)
    if raised is None or raised.type != "TypeError" or template is None or not template.call.args:
        return None
    first = template.call.args[0]
    if last_name(template.call.func) != "TemplateResponse" or not isinstance(first, ast.Constant):
        return None
    place = at(seen.sources, (template.file, template.call))
    return Diagnosis(
        "template-response-order",
        f"TemplateResponse at {place} gets the template's name first; today's versions take the request first.",
        place,
        "The order is: the request, the template's name, then a dict with the values.",
    )


def template_unreadable(seen: Seen) -> Diagnosis | None:
    """Jinja cannot make sense of the template's text, or of a filter in it."""
    raised = seen.raised
    if raised is None or not raised.type.startswith("jinja2."):
        return None
    if raised.short_type != "TemplateSyntaxError":
        return _unknown_filter(seen, raised)
    place = seen.place(raised.place)
    page = next((page for page in seen.pages if place and page.path == place.file), None)
    opened = line_of_open_block(text_of(page)) if page and "end of template" in raised.message else None
    if page is not None and opened is not None:
        place = place_in(seen.pages, page.path, opened)
    return Diagnosis(
        "template-syntax",
        f"Jinja cannot read the template at {place}: {raised.message}",
        place,
        "Each {% for %}, {% if %} and {% block %} has its own end: {% endfor %}, {% endif %}, {% endblock %}. Each {{"
        " has its }}, and each {% its %}.",
    )


def _unknown_filter(seen: Seen, raised: Raised) -> Diagnosis | None:
    if raised.short_type != "TemplateAssertionError":
        return None
    place = seen.place(raised.place)
    return Diagnosis(
        "template-filter-unknown",
        f"The template uses at {place} something that Jinja does not know: {raised.message}",
        place,
        "What stands behind | is the name of a filter, such as upper or length. Compare the letters.",
    )


def template_name_undefined(seen: Seen) -> Diagnosis | None:
    """The template reads a part of something that it was not given."""
    raised = seen.raised
    if raised is None or raised.short_type != "UndefinedError":
        return None
    place = seen.place(raised.place)
    template = filled(seen)
    given = _given(template)
    return Diagnosis(
        "template-value-missing",
        f"The template at {place} uses something that it does not have: {raised.message}.{given}",
        at(seen.sources, (template.file, template.call)) if template else place,
        "The name in the template and the name in the call have to be the same, letter by letter.",
    )


def template_without_value(seen: Seen) -> Diagnosis | None:
    """A template was filled in, and the value that was sent is not on the page."""
    template, values = filled(seen), list(values_sent(seen))
    if template is None or not values or seen.mismatch.aspect not in CONTENT or not seen.is_fine:
        return None
    if any(value in html.unescape(page_of(seen)) for value in values):
        return None
    return _single_braces(seen, template) or _name_not_given(seen, template, values[-1])


def _single_braces(seen: Seen, template: Filled) -> Diagnosis | None:
    """The name stands in one pair of braces, or in the signs of a block."""
    given = template.values or set()
    for number, line in enumerate((template.text or "").split("\n"), 1):
        bare = "".join(line.split())
        name = next(
            (name for name in sorted(given) if f"{{{name}}}" in bare and f"{{{{{name}}}}}" not in bare), None
        )
        if name is None:
            continue
        place = line_in(seen, template, number)
        return Diagnosis(
            "template-single-braces",
            f"The template has {{{name}}} in single braces at {place}. Jinja takes that for plain text.",
            place,
            f"A template shows a value where its name stands in two pairs of braces: {{{{ {name} }}}}.",
        )
    return None


def _name_not_given(seen: Seen, template: Filled, value: str) -> Diagnosis:
    """The template uses a name that the call does not pass, or none at all."""
    place = at(seen.sources, (template.file, template.call))
    shown = names_shown(template.text)
    missing = [name for name in shown if template.values is not None and name not in template.values]
    if missing:
        line = line_in(seen, template, shown[missing[0]])
        return Diagnosis(
            "template-value-missing",
            f"The template shows {{{{ {missing[0]} }}}} ({line}), and the call at {place} does not give it that name."
            f"{_given(template)} Jinja shows nothing, and reports nothing, for a name that it does not know.",
            place,
            "The name in the template and the name in the call have to be the same, letter by letter.",
        )
    if template.text is not None and not shown and not has_parents(template.text):
        return Diagnosis(
            "template-ignores-value",
            f"The template that is filled in at {place} shows no value at all, so every page is the same."
            + _given(template),
            Place(template.path) if template.path else place,
            "A template shows a value where its name stands between {{ and }}.",
        )
    return Diagnosis(
        "template-value-missing",
        f"The page does not hold {value!r}. It is filled in at {place}.{_given(template)}",
        place,
        "A template shows nothing, and reports nothing, where it uses a name that it was not given. The name in the"
        " template between {{ and }} and the name in the call have to be the same, letter by letter.",
    )


def _given(template: Filled | None) -> str:
    values = sorted(template.values or ()) if template else []
    return f" The call gives it {' and '.join(map(repr, values))}." if values else ""


RULES = (
    old_call_order,
    template_not_found,
    template_unreadable,
    template_name_undefined,
    template_without_value,
)
