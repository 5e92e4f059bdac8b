"""The door: Caddy in front of pages, built files and the world, with a configuration made for this city."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from madang import paths
from madang.config import Config, port_from_env
from madang.serve.nats import binary
from madang.serve.plan import Plan, bracketed, is_domain, listen_addresses

HIDDEN = ("/metrics", "/metrics/*", "/healthz/*")
"""Paths that are for the city's own monitoring, on loopback, never for the public."""

HASHED = r"^/client/assets/[^/]+-[0-9A-Za-z_-]{8}\.[0-9a-z]+$|\.[0-9a-f]{8}\.[0-9a-z]+$"
"""A built file whose name carries the hash of its content, so that it may be kept for ever."""

MAX_BODY = "2MB"
BODY_BUFFER = "3MB"
"""More than MAX_BODY, so that every body reaches the web whole. Without a bound Caddy would cut larger ones.
"""
AWAY_PAGE = Path(__file__).with_name("away.html")


@dataclass(frozen=True)
class Door:
    """What the door opens: where it listens, what it serves, and what stands behind it."""

    addresses: tuple[str, ...]
    port: int
    public_url: str
    tls: bool
    built: Path
    storage: Path
    web: str
    world: str
    trusted_proxies: tuple[str, ...] = ()


def run(config: Config) -> None:
    """Become the door of the data directory, at MADANG_HOST and MADANG_PORT (default localhost, 8000)."""
    door = Door(
        addresses=tuple(listen_addresses(os.environ.get("MADANG_HOST") or "localhost")),
        port=port_from_env("MADANG_PORT", 8000),
        public_url=config.public_url,
        tls=bool(os.environ.get("MADANG_TLS")),
        built=paths.built_dir(),
        storage=config.data / "run" / "door",
        web=f"127.0.0.1:{config.web_port}",
        world=urlsplit(config.world_http).netloc,
        trusted_proxies=tuple(os.environ.get("MADANG_TRUSTED_PROXIES", "").replace(",", " ").split()),
    )
    conf = config.data / "run" / "Caddyfile"
    conf.parent.mkdir(parents=True, exist_ok=True)
    conf.write_text(caddyfile(door), encoding="utf-8")
    home = str(door.storage)
    environment = {**os.environ, "HOME": home, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home}
    command = ["caddy", "run", "--config", str(conf), "--adapter", "caddyfile"]
    os.execve(binary("caddy"), command, environment)


def caddyfile(door: Door) -> str:
    """The configuration of Caddy, in the form that its own documentation uses."""
    return "\n".join([_global_options(door), _site_address(door), *_site_body(door), "}", ""])


def what_the_browser_shows(plan: Plan) -> str | None:
    """One line about the certificate of a local `--tls`, or None where there is nothing to explain."""
    if not plan.tls or not plan.door or is_domain(plan.public_url):
        return None
    root = plan.run_dir / "door" / "caddy" / "pki" / "authorities" / "local" / "root.crt"
    return (
        "The certificate is made on this machine, so the browser warns once ('not private'): "
        f"choose to go on, or trust {root}."
    )


def _global_options(door: Door) -> str:
    trusted = f"trusted_proxies static {' '.join(door.trusted_proxies)}" if door.trusted_proxies else ""
    local = "" if _real_certificate(door) else "auto_https disable_redirects"
    return f"""{{
	admin off
	persist_config off
	skip_install_trust
	{local}
	default_sni {urlsplit(door.public_url).hostname or "localhost"}
	storage file_system {_quoted(door.storage / "caddy")}
	grace_period 3s
	log {{
		output stderr
		level ERROR
		format filter {{
			wrap json
			request>remote_ip delete
			request>remote_port delete
			request>client_ip delete
			request>headers delete
			request>uri delete
		}}
	}}
	servers {{
		protocols h1 h2
		max_header_size 32KB
		timeouts {{
			read_header 10s
			read_body 60s
			write 5m
			idle 2m
		}}
		{trusted}
	}}
}}
"""


def _site_address(door: Door) -> str:
    """The names the door answers to. Without TLS any: which hosts are ours is the web's to check."""
    if not door.tls:
        return f"http://:{door.port} {{"
    public = urlsplit(door.public_url).hostname or "localhost"
    names = [public] if _real_certificate(door) else sorted({public, "localhost", "127.0.0.1"})
    return ", ".join(f"https://{bracketed(name)}:{door.port}" for name in names) + " {"


def _site_body(door: Door) -> list[str]:
    local_certificate = "\ttls internal" if door.tls and not _real_certificate(door) else ""
    return [
        f"\tbind {' '.join(door.addresses)}",
        local_certificate,
        "\theader -Server",
        f"\trequest_body {{\n\t\tmax_size {MAX_BODY}\n\t}}",
        "\troute {",
        f"\t\t@hidden path {' '.join(HIDDEN)}\n\t\terror @hidden 404",
        f"\t\treverse_proxy /world {door.world}",
        _built_files(door),
        _pages(door),
        "\t}",
        _errors(),
    ]


def _built_files(door: Door) -> str:
    return f"""\t\thandle_path /built/* {{
			root * {_quoted(door.built)}
			@hashed path_regexp `{HASHED}`
			@other not path_regexp `{HASHED}`
			@dotfile path_regexp (^|/)\\.
			error @dotfile 404
			header @hashed Cache-Control "public, max-age=31536000, immutable"
			header @other Cache-Control "public, no-cache"
			header *.glb Content-Type model/gltf-binary
			header *.bin Content-Type application/octet-stream
			header *.woff2 Content-Type font/woff2
			header X-Content-Type-Options nosniff
			header Cross-Origin-Resource-Policy same-origin
			file_server {{
				precompressed br
			}}
		}}"""


def _pages(door: Door) -> str:
    """Everything else is the web's. A web that is just starting again is waited for, 8 s.

    A request's body goes to the web whole: its few threads must not wait for somebody who sends slowly.
    """
    return f"""\t\thandle {{
			encode zstd gzip
			reverse_proxy {door.web} {{
				lb_try_duration 8s
				lb_try_interval 200ms
				request_buffers {BODY_BUFFER}
				transport http {{
					dial_timeout 3s
					response_header_timeout 60s
					keepalive 30s
				}}
			}}
		}}"""


def _errors() -> str:
    """What a person sees while the web is away; and no error is kept in a cache."""
    return f"""\thandle_errors {{
		header Cache-Control no-store
		@away expression `{{err.status_code}} in [502, 503, 504]`
		handle @away {{
			root * {_quoted(AWAY_PAGE.parent)}
			rewrite * /{AWAY_PAGE.name}
			header Retry-After 3
			header Content-Security-Policy "default-src 'none'"
			file_server {{
				status 503
			}}
		}}
		handle {{
			respond {{err.status_code}}
		}}
	}}"""


def _real_certificate(door: Door) -> bool:
    return door.tls and is_domain(door.public_url)


def _quoted(path: Path) -> str:
    return '"' + str(path).replace("\\", "\\\\").replace('"', '\\"') + '"'
