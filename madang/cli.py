"""The `madang` command: one subcommand a process, each importing only what it runs."""

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from madang.config import CannotRun, Config
from madang.options import add_serve_options

Handler = Callable[[argparse.Namespace], int | None]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand; answers the exit code. A CannotRun becomes one sentence on standard error."""
    args = _parser().parse_args(argv)
    if data := getattr(args, "data", None):
        os.environ["MADANG_DATA"] = str(Path(data).expanduser().resolve())
    if city := getattr(args, "city", None):
        os.environ["MADANG_CITY"] = city
    try:
        return args.handler(args) or 0
    except CannotRun as refusal:
        print(f"madang: {refusal}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument(
        "--data", metavar="DIR", help="data directory (default: MADANG_DATA, else 'data' in the checkout)"
    )
    shared.add_argument("--city", metavar="NAME", help="city pack to use (default: MADANG_CITY, else seoul)")
    parser = argparse.ArgumentParser(
        prog="madang", description="A civic metaverse: a city hall square on the web."
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def command(name: str, text: str, handler: Handler) -> argparse.ArgumentParser:
        one = commands.add_parser(name, parents=[shared], help=text, description=text)
        one.set_defaults(handler=handler)
        return one

    serve = command("serve", "Run the whole city: nats, web, worker, world and door.", _serve)
    add_serve_options(serve)
    command("web", "Run the pages and the API (Django under granian).", _web)
    world = command("world", "Run the live square, or print tickets for load tests.", _world)
    _add_ticket_options(world)
    command("worker", "Run the outbox relay.", _worker)
    command("nats", "Run the bundled NATS server.", _nats)
    command("door", "Run the door (Caddy): one public port for pages, files and the world.", _door)
    _add_city_options(
        command("city", "Load the city into the database, or tell everybody something.", _city), shared
    )
    _add_register_options(
        command("registers", "Show an invented resident, or try an outage (sandbox only).", _registers),
        shared,
    )
    place = command("place", "Build places, wardrobe and furniture.", _place)
    place.add_argument("action", choices=["build"])
    build = command("build", "Build what is stale of client, places and texts.", _build)
    build.add_argument(
        "parts", nargs="*", metavar="PART", help="client, places, registers, locale (default: all)"
    )
    wheel = command("wheel", "Build a wheel that carries the built client and the cities.", _wheel)
    wheel.add_argument(
        "--out", metavar="DIR", help="where the wheel is written (default: dist in the data directory)"
    )
    _add_keys_options(
        command("keys", "List, rotate, retire, export or restore the city's keys.", _keys), shared
    )
    admin = command("admin", "Appoint the city's first two administrators.", _admin)
    admin.add_argument("action", choices=["appoint"])
    admin.add_argument("email", help="the address with which the person signs in")
    audit = command("audit", "Verify that the sealed audit log is what was sealed.", _audit)
    audit.add_argument("action", choices=["verify"])
    privacy = command("privacy", "Report what was purged of personal data, and when.", _privacy)
    privacy.add_argument("action", choices=["report"])
    privacy.add_argument("--days", type=int, default=30, help="how many days back (default 30)")
    return parser


def _add_keys_options(keys: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    actions = keys.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser(
        "list", parents=[shared], help="the keys of personal fields, and how many values use each"
    )
    actions.add_parser("rotate", parents=[shared], help="make a new one; the worker changes old values to it")
    retire = actions.add_parser("retire", parents=[shared], help="delete a key that nothing uses any more")
    retire.add_argument("id", help="the key's id, as `list` prints it")
    for name, text in (
        ("export", "write all keys to a file, encrypted with a passphrase"),
        ("restore", "put the keys of such a file into a data directory that has none"),
    ):
        one = actions.add_parser(name, parents=[shared], help=text)
        one.add_argument("file", metavar="FILE")
        one.add_argument(
            "--passphrase-file", metavar="FILE", help="read the passphrase from its first line (default: ask)"
        )


def _add_ticket_options(world: argparse.ArgumentParser) -> None:
    world.add_argument(
        "action", nargs="?", choices=["tickets"], help="print tickets, one a line, instead of serving"
    )
    world.add_argument("--place", default="plaza", help="the place the tickets are for (default plaza)")
    world.add_argument("--count", type=int, default=100, help="how many tickets (default 100)")


def _add_city_options(city: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    actions = city.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("load", parents=[shared], help="migrate the database and load the city's data")
    notice = actions.add_parser(
        "notice", parents=[shared], help="show a notice to everybody in the city's places"
    )
    notice.add_argument("--ko", required=True, metavar="TEXT", help="the notice in Korean")
    notice.add_argument("--en", required=True, metavar="TEXT", help="the notice in English")


def _add_register_options(registers: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    actions = registers.add_subparsers(dest="action", metavar="ACTION", required=True)
    show = actions.add_parser("show", parents=[shared], help="print what the registers know of one resident")
    show.add_argument("resident", help="the resident's key, such as kim-haneul")
    outage = actions.add_parser("outage", parents=[shared], help="make a register slow or down, or up again")
    outage.add_argument("register", help="resident_registry, tax_ledger, agencies or all")
    outage.add_argument("mode", choices=["up", "slow", "down"])


def _call(module: str, function: str, *args: Any) -> int | None:
    answer: int | None = getattr(importlib.import_module(module), function)(*args)
    return answer


def _admin(args: argparse.Namespace) -> int | None:
    from madang.config import Config

    _call("madang.web.manage", "set_up", Config.from_env())
    return _call("madang.kernel.accounts.command", "appoint", args.email)


def _serve(args: argparse.Namespace) -> int | None:
    return _call("madang.serve.command", "serve", args.host, args.port, args.world_port, args.tls)


def _web(_args: argparse.Namespace) -> int | None:
    return _call("madang.serve.web", "run", Config.from_env())


def _world(args: argparse.Namespace) -> int | None:
    if args.action == "tickets":
        return _call("madang.world.load_tickets", "print_tickets", Config.from_env(), args.place, args.count)
    return _call("madang.world.server", "run", Config.from_env())


def _worker(_args: argparse.Namespace) -> int | None:
    return _call("madang.worker.process", "run", Config.from_env())


def _nats(_args: argparse.Namespace) -> int | None:
    return _call("madang.serve.nats", "run", Config.from_env())


def _door(_args: argparse.Namespace) -> int | None:
    return _call("madang.serve.door", "run", Config.from_env())


def _city(args: argparse.Namespace) -> int | None:
    if args.action == "notice":
        return _call("madang.serve.city", "notice", Config.from_env(), args.ko, args.en)
    return _call("madang.serve.city", "load", Config.from_env())


def _keys(args: argparse.Namespace) -> int | None:
    config = Config.from_env()
    if args.action in ("export", "restore"):
        return _call("madang.serve.keys", args.action, config, args.file, args.passphrase_file)
    if args.action == "retire":
        return _call("madang.serve.keys", "retire", config, args.id)
    return _call("madang.serve.keys", {"list": "show"}.get(args.action, args.action), config)


def _audit(_args: argparse.Namespace) -> int | None:
    return _call("madang.serve.privacy", "verify", Config.from_env())


def _privacy(args: argparse.Namespace) -> int | None:
    return _call("madang.serve.privacy", "report", Config.from_env(), args.days)


def _registers(args: argparse.Namespace) -> int | None:
    module = "madang.kernel.registers.command"
    if args.action == "outage":
        return _call(module, "outage", Config.from_env(), args.register, args.mode)
    return _call(module, "show", Config.from_env(), args.resident)


def _place(_args: argparse.Namespace) -> int | None:
    return _call("madang.build.stale", "build", ["places"])


def _build(args: argparse.Namespace) -> int | None:
    return _call("madang.build.stale", "build", args.parts)


def _wheel(args: argparse.Namespace) -> int | None:
    return _call("madang.build.wheel", "build", args.out)


if __name__ == "__main__":
    sys.exit(main())
