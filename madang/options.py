"""Options that `./run` and `madang serve` share; read before anything is installed."""

import argparse


def add_serve_options(parser: argparse.ArgumentParser) -> None:
    """The options of `madang serve`, which are those of `./run` too."""
    parser.add_argument("--port", type=int, default=8000, help="public port (default 8000)")
    parser.add_argument(
        "--world-port", type=int, help="the world's own port, for tests and large cities (default: port + 1)"
    )
    parser.add_argument(
        "--host", default="localhost", help="address to listen on (default localhost; 0.0.0.0 for all)"
    )
    parser.add_argument(
        "--tls", action="store_true", help="serve https: a local certificate, or a real one for a real domain"
    )
