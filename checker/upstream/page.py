"""The page that a learner sees when they open the upstream in a browser."""

from __future__ import annotations

from html import escape

from checker.upstream.service import Upstream

MOST_ROWS = 50


def page_of(upstream: Upstream) -> str:
    """What the service has seen, the newest request first."""
    calls = upstream.calls()
    rows = "".join(
        f"<tr><td>{escape(call.method)}</td><td>{escape(call.target)}</td><td>{call.status}</td></tr>"
        for call in reversed(calls[-MOST_ROWS:])
    )
    return f"""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>The upstream</title><meta http-equiv="refresh" content="2"></head>
<body>
<h1>The upstream</h1>
<p>{len(calls)} requests answered. The most in flight at once: {upstream.most_in_flight}.
Sessions open now: {len(upstream.open_sessions)} of {len(upstream.opened_sessions)} ever opened.</p>
<table><caption>The newest {MOST_ROWS} requests, the newest first</caption>
<thead><tr><th>Method</th><th>Address</th><th>Status</th></tr></thead>
<tbody>{rows}</tbody></table>
</body>
</html>
"""
