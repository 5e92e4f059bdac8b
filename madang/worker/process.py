"""The worker process: Django for the rows, one loop for the relay, the order, housekeeping and status."""

import asyncio
import logging
import signal
from concurrent.futures import ThreadPoolExecutor

from madang.config import CannotRun, Config


def run(config: Config) -> None:
    """Relay the outbox until SIGTERM or Ctrl-C.

    Raises:
        CannotRun: MADANG_NATS_URL is not set.
    """
    if config.nats_url is None:
        raise CannotRun("MADANG_NATS_URL is not set. Give the NATS address: nats://user:password@host:4222")
    from madang.web.manage import set_up

    set_up(config)
    logging.getLogger("nats").setLevel(logging.CRITICAL)
    asyncio.run(_main(config, config.nats_url))


async def _main(config: Config, nats_url: str) -> None:
    from madang.worker.errands import look_after_errands
    from madang.worker.housekeeping import Housekeeper
    from madang.worker.order import OrderKeeper
    from madang.worker.order_rows import OrderRows
    from madang.worker.outbox_rows import OutboxRows
    from madang.worker.places import PlacesTeller
    from madang.worker.relay import RelayState, relay
    from madang.worker.status import serve_status
    from madang.worker.wake import make_waker

    state = RelayState()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, state.stopping.set)
    with ThreadPoolExecutor(1, "database") as thread, OutboxRows(thread) as rows:
        async with await serve_status(state):
            keeper = OrderKeeper(nats_url, config.city, OrderRows(thread), make_waker(config), state.stopping)
            teller = PlacesTeller(nats_url, config.city, thread, make_waker(config), state.stopping)
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(keeper.run())
                tasks.create_task(teller.run())
                tasks.create_task(look_after_errands(state.stopping))
                tasks.create_task(Housekeeper(config.data, thread, state.stopping).run())
                await relay(nats_url, rows, make_waker(config), state)
