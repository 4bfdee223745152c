"""The httpx transport of an asynchronous test: many requests at once.

A module of its own: few exercises ask this way, and the others need not wait for the import of asyncio.
"""

from __future__ import annotations

import asyncio
import time

from checker.core.exchanges import Exchange, Response
from checker.probing.slim import httpx
from checker.probing.transport import CHUNK, Asking
from checker.probing.wire import Broke, Conversation


class AsyncTransport(Asking, httpx.AsyncBaseTransport):
    """Asks the app from an asynchronous test, many requests at once."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request and read its answer to the end. Raises NoAnswer where there is none."""
        address = await asyncio.to_thread(self._app.address)
        conversation, sent, deadline = self.begin(request, await request.aread())
        began = time.monotonic()
        response, broken, ports = None, None, list[int]()
        try:
            async with asyncio.timeout(deadline.remaining):
                response = await self._converse(address, conversation, ports)
        except (OSError, Broke) as error:
            broken = await asyncio.to_thread(self.broken, error, conversation)
        port = ports[0] if ports else None
        return self.finish(request, Exchange(sent, response, broken, time.monotonic() - began, port))

    async def _converse(
        self, address: tuple[str, int], conversation: Conversation, ports: list[int]
    ) -> Response:
        reader, writer = await asyncio.open_connection(*address)
        try:
            ports.append(writer.get_extra_info("sockname")[1])
            writer.write(conversation.opening())
            response = None
            while response is None:
                response = conversation.receive(await reader.read(CHUNK))
            return response
        finally:
            writer.close()
