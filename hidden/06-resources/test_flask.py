"""06-resources in Flask."""

import pytest

from checker.core.evidence import Aspect
from checker.probing.expect import expect_json, expect_status, fail, json_of
from checker.probing.reading import compact, same

CURRENCIES = ("CHF", "GBP", "JPY", "NOK", "SEK", "USD")
SECONDS = 2.0


@pytest.mark.task("cached")
def test_cached(client, upstream, draw):
    """GET /report/<year> is the upstream's report as JSON; asked again, the upstream is not called."""
    reports = Reports(client, upstream, draw_years(draw, 1000))
    year, report = reports.new()
    reports.expect_cached(report, year)


@pytest.mark.task("keyed")
def test_another_year(client, upstream, draw):
    """GET /report/<year> has an entry of the cache for each year: another year is another report."""
    reports = Reports(client, upstream, draw_years(draw, 1200))
    for year, report in (reports.new(), reports.new()):
        reports.expect_cached(report, year)


@pytest.mark.task("keyed")
def test_another_currency(client, upstream, draw):
    """GET /report/<year>?currency=C has an entry of the cache for each currency C, and for none."""
    reports = Reports(client, upstream, draw_years(draw, 1400))
    year, plain = reports.new()
    entries = {None: plain}
    for currency in draw_currencies(draw):
        entries[currency] = reports.ask_for_another(
            year, currency, [one["total"] for one in entries.values()]
        )
    for currency, report in entries.items():
        reports.expect_cached(report, year, currency)


@pytest.mark.task("refresh")
def test_refresh(client, upstream, draw):
    """POST /report/<year>/refresh is 204; the next GET asks the upstream once more; other years stay cached."""
    reports = Reports(client, upstream, draw_years(draw, 1600))
    (year, _), (other_year, other) = reports.new(), reports.new()
    by_refresh = reports.refresh(year)
    reports.expect_cached(other, other_year, wanted="no request to the upstream: another year was refreshed")
    report = reports.ask_after_refresh(year, by_refresh)
    reports.expect_cached(report, year)


@pytest.mark.task("failure")
def test_failure(client, upstream, draw):
    """GET /report/<year> is 502 while the upstream fails; the failure is not cached: afterwards it is 200."""
    reports = Reports(client, upstream, draw_years(draw, 1800))
    upstream.fail()
    year = reports.expect_failure()
    upstream.fail(False)
    reports.expect_report_after_failure(year)


@pytest.mark.task("teardown")
def test_session(client, upstream):
    """GET /session opens one session, is the JSON {"session": <its id>}, and the session is closed soon."""
    for number in range(2):
        answer = client.get("/session")
        expect_status(answer, 200)
        session = expect_one_opened(upstream.opened_sessions[number:], answer)
        expect_json(answer, {"session": session})
        expect_closed(upstream, session, answer)


@pytest.mark.task("teardown")
def test_session_of_a_crash(client, upstream):
    """GET /session/crash opens one session, raises and so is 500, and the session is closed as well."""
    for number in range(2):
        answer = client.get("/session/crash")
        expect_status(answer, 500)
        session = expect_one_opened(upstream.opened_sessions[number:], answer)
        expect_closed(upstream, session, answer)


def draw_years(draw, first):
    """Years of which no other test asks any: the app's cache outlives a test."""
    start = draw.integer(0, 199)
    return [first + (start + 37 * number) % 200 for number in range(60)]


def draw_currencies(draw):
    """Two currencies that are not the default."""
    start = draw.integer(0, len(CURRENCIES) - 1)
    return CURRENCIES[start], CURRENCIES[start - 1]


class Reports:
    """Asks the app for reports, and looks at what the upstream saw meanwhile."""

    def __init__(self, client, upstream, years):
        self.client, self.upstream, self.years = client, upstream, iter(years)

    def calls(self, year):
        """How often the upstream was asked for a year."""
        return len(self.upstream.calls(f"/reports/{year}"))

    def get(self, year, currency=None):
        """The app's answer, and how often the upstream was asked for it."""
        before = self.calls(year)
        answer = self.client.get(f"/report/{year}", params={"currency": currency} if currency else None)
        return answer, self.calls(year) - before

    def new(self):
        """A year that is not in the cache, and its report. A cache on disk may know some from an earlier check."""
        answer = None
        for year in self.years:
            answer, asked, before = self.get_counting(year)
            report = self.report_in(answer, asked, before, year)
            if asked:
                return year, report
        return fail(Aspect.UPSTREAM, "a request to the upstream for the report", "no request to it", answer)

    def ask_for_another(self, year, currency, totals):
        """The report of a year in a currency, and no report of before under another name."""
        answer, asked, before = self.get_counting(year, currency)
        report = self.report_in(answer, asked, before, year, currency)
        if not asked and report["total"] in totals:
            wanted = {"year": year, "currency": currency, "total": before + 1}
            got = f"{compact(report)}, without a request to the upstream"
            fail(Aspect.UPSTREAM, f"a report of its own: {compact(wanted)}", got, answer, wanted)
        return report

    def get_counting(self, year, currency=None):
        """What `get` gives, and the total of the last report that the upstream had made before."""
        _, last = self.upstream.answer("GET", "/reports/0")
        return *self.get(year, currency), last["total"]

    def report_in(self, answer, asked, before, year, currency=None):
        """The report in an answer: the right year's, in the right currency, and made by the upstream."""
        expect_status(answer, 200)
        wanted = {"year": year, "currency": currency or "EUR", "total": before + max(asked, 1)}
        value = json_of(answer, compact(wanted), wanted)
        total = value.get("total") if isinstance(value, dict) else None
        if type(total) is int and (not asked or before < total <= before + asked):
            wanted["total"] = total  # the upstream gives another total at each call
        if (
            not same(wanted, value)
            and not asked
            and isinstance(value, dict)
            and value.keys() == wanted.keys()
        ):
            got = f"{compact(value)}, without a request to the upstream"
            fail(Aspect.UPSTREAM, f"a report of its own: {compact(wanted)}", got, answer, wanted)
        expect_json(answer, wanted)
        return value

    def expect_cached(self, report, year, currency=None, wanted="no further request to the upstream"):
        """Asked again, the report comes from the cache."""
        answer, asked = self.get(year, currency)
        expect_status(answer, 200)
        if asked:
            fail(Aspect.UPSTREAM, wanted, "one more request to the upstream", answer, report)
        expect_json(answer, report)

    def refresh(self, year):
        """Refresh a year. Whether that itself asked the upstream."""
        before = self.calls(year)
        expect_status(self.client.post(f"/report/{year}/refresh"), 204)
        return self.calls(year) > before

    def ask_after_refresh(self, year, asked_by_refresh):
        """The new report of a year that was refreshed."""
        answer, asked, before = self.get_counting(year)
        report = self.report_in(answer, asked, before, year)
        if not asked:
            by_whom = "; the refresh itself made one" if asked_by_refresh else ""
            wanted = "one more request to the upstream: the year was refreshed"
            fail(Aspect.UPSTREAM, wanted, f"no request to the upstream{by_whom}", answer)
        return report

    def expect_failure(self):
        """A year that is not in the cache, for which the app tells that the upstream failed."""
        answer = None
        for year in self.years:
            answer, asked = self.get(year)
            if asked or answer.status_code != 200:
                expect_status(answer, 502)
                return year
            self.report_in(answer, asked, 0, year)
        return fail(Aspect.UPSTREAM, "a request to the upstream for the report", "no request to it", answer)

    def expect_report_after_failure(self, year):
        """The upstream is well again: so is the app."""
        answer, asked, before = self.get_counting(year)
        if answer.status_code != 200 and not asked:
            got = f"status {answer.status_code}, without a request to the upstream"
            fail(Aspect.UPSTREAM, "status 200: the upstream is well again", got, answer, 200)
        self.report_in(answer, asked, before, year)


def expect_one_opened(sessions, answer):
    """The request opened one session: its id."""
    if len(sessions) != 1:
        got = f"{len(sessions) or 'no'} session{'s' if len(sessions) != 1 else ''} opened at the upstream"
        fail(Aspect.UPSTREAM, "one session opened at the upstream", got, answer)
    return sessions[0]


def expect_closed(upstream, session, answer):
    """The session is closed, if not yet, then soon."""
    if not upstream.wait_until_closed(session, SECONDS):
        got = f"the session {session} still open {SECONDS:.0f} seconds after the answer"
        fail(Aspect.UPSTREAM, "the session closed", got, answer)
