"""The certificate that the page makes for itself: off this computer it speaks TLS only, and a person compares the fingerprint."""

from __future__ import annotations

from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext, TLSVersion

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from ..store.files import write_private

Address = IPv4Address | IPv6Address
DAYS = 825
"""The longest that tablets of every maker take."""
SPARE = timedelta(days=30)
"""Made again so long before it ends."""


def certificate_of(database: Path, address: Address, at: datetime) -> Path:
    """The file beside the data with key and certificate for that address, for its owner only; the one of last time as
    long as it holds, so that its fingerprint stays the same. Raises DiskFull, DiskReadOnly, DiskFails."""
    file = Path(f"{database}.tls")
    if not _holds(file, address, at):
        write_private(file, _made(address, at), replace=True)
    return file


def fingerprint(file: Path) -> str:
    """SHA-256, as browsers show it: 'AB:CD:…'."""
    return x509.load_pem_x509_certificate(file.read_bytes()).fingerprint(hashes.SHA256()).hex(":").upper()


def speaking(file: Path) -> SSLContext:
    """TLS 1.2 or newer with that certificate."""
    context = SSLContext(PROTOCOL_TLS_SERVER)
    context.minimum_version = TLSVersion.TLSv1_2
    context.load_cert_chain(file)
    return context


def _holds(file: Path, address: Address, at: datetime) -> bool:
    if not file.is_file():
        return False
    try:
        found = x509.load_pem_x509_certificate(file.read_bytes())
    except ValueError:
        return False
    names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return address in names.get_values_for_type(x509.IPAddress) and found.not_valid_after_utc > at + SPARE


def _made(address: Address, at: datetime) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "kiosk")])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1)).not_valid_after(at + timedelta(days=DAYS))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(address)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private + made.public_bytes(serialization.Encoding.PEM)
