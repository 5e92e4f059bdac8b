"""A register over mutual TLS: our certificate is shown, theirs is checked, both from files in DIR/keys."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from madang.kernel.registers.http import http_source
from madang.kernel.registers.interfaces import RegisterUnavailable
from madang.kernel.registers.lookup import Registry
from madang.kernel.registers.plan import HttpAdapter
from madang.kernel.registers.sandbox import SandboxSource
from tests.registers.register_server import RegisterServer, register_server


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An authority, and under it certificates of the register and of us; another authority beside them."""
    folder = tmp_path_factory.mktemp("keys")
    authority_key = ec.generate_private_key(ec.SECP256R1())
    authority = _certificate("authority", authority_key, None, authority_key)
    _write(folder / "authority.pem", authority)
    other_key = ec.generate_private_key(ec.SECP256R1())
    _write(folder / "other-authority.pem", _certificate("other", other_key, None, other_key))
    for name in ("register", "madang"):
        key = ec.generate_private_key(ec.SECP256R1())
        _write(folder / f"{name}.pem", _certificate(name, key, authority, authority_key))
        (folder / f"{name}.key").write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
    (folder / "register.token").write_text("a-token-for-tests", encoding="ascii")
    return folder


@pytest.fixture
def server(sandbox: SandboxSource, keys: Path) -> Iterator[RegisterServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(keys / "register.pem", keys / "register.key")
    context.load_verify_locations(keys / "authority.pem")
    context.verify_mode = ssl.CERT_REQUIRED
    with register_server(sandbox, context=context) as running:
        yield running


def _asked(server: RegisterServer, keys: Path, **files: str) -> str:
    values = {"client_certificate": "madang.pem", "client_key": "madang.key", "authority": "authority.pem"}
    chosen = {name: value for name, value in {**values, **files}.items() if value}
    adapter = HttpAdapter("http", server.url, timeout_s=5.0, tries=1, token_file="register.token", **chosen)  # type: ignore[arg-type]
    return Registry(http_source("resident_registry", adapter, keys)).resident("kim-haneul").name


def test_register_that_asks_for_our_certificate_answers(server, keys):
    assert _asked(server, keys) == "김하늘"


@pytest.mark.parametrize(
    "files",
    [
        {"client_certificate": "", "client_key": ""},
        {"authority": "other-authority.pem"},
        {"authority": ""},
    ],
)
def test_without_our_certificate_or_their_authority_nothing_is_asked(server, keys, files):
    with pytest.raises(RegisterUnavailable):
        _asked(server, keys, **files)
    assert server.asked == []


def _certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: x509.Certificate | None,
    issuer_key: ec.EllipticCurvePrivateKey,
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(issuer_key, hashes.SHA256())
    )


def _write(file: Path, certificate: x509.Certificate) -> None:
    file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
