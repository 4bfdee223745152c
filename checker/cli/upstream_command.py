"""`kata upstream`: the service that two exercises talk to, run by hand."""

from __future__ import annotations

import contextlib

import click

from checker.cli.result import ExitCode, Result
from checker.core.errors import UsageError

REPORT_SECONDS = 2.0


@click.command("upstream")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=9000, show_default=True, help="Where it listens."
)
def command(port: int) -> Result:
    """Run the small service that the exercises 05 and 06 talk to, until Ctrl-C."""
    from checker.upstream.server import UpstreamServer
    from checker.upstream.service import PRICES, Upstream

    try:
        server = UpstreamServer(Upstream(report_seconds=REPORT_SECONDS), port)
    except OSError as error:
        raise UsageError(
            f"Port {port} cannot be used: {error.strerror}. Try another one with --port."
        ) from error
    click.echo(
        f"The upstream answers at {server.url}. Open that address to see what it was asked.\n"
        f"It knows the symbols {', '.join(PRICES)}.\n"
        f"In the terminal where your app runs: export UPSTREAM_URL={server.url}\n"
        "Ctrl-C ends it."
    )
    with server, contextlib.suppress(KeyboardInterrupt):
        server.serve_forever()
    return Result(ExitCode.PASSED, out="\nThe upstream has ended.\n")
