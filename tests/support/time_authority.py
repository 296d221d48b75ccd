"""A time-stamping authority on loopback: `openssl ts` behind a small server."""

from __future__ import annotations

import contextlib
import http.server
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest


@contextlib.contextmanager
def time_authority(folder: Path, kind: str = "rsa") -> Iterator[tuple[str, Path]]:
    """Its address and its root certificate. It signs with RSA or ECDSA (`ec`) and sends its certificates along.

    Skips where there is no openssl.
    """
    if shutil.which("openssl") is None:
        pytest.skip("a time-stamping authority needs openssl")
    _certificates(folder, kind)

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            (folder / "q.tsq").write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            openssl(folder, "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "q.tsq", "-out", "r.tsr")
            body = (folder / "r.tsr").read_bytes()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
            """Nothing is logged."""

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/tsr", folder / "ca.pem"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def openssl(folder: Path, *arguments: str) -> str:
    """What `openssl` says, run in a folder; it must succeed."""
    done = subprocess.run(["openssl", *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _certificates(folder: Path, kind: str) -> None:
    (folder / "tsa.cnf").write_text(
        "[tsa]\ndefault_tsa = one\n[one]\nserial = serial\ncrypto_device = builtin\nsigner_cert = tsa.pem\n"
        "signer_key = tsa.key\ncerts = chain.pem\nsigner_digest = sha256\ndefault_policy = 1.2.3.4.1\nother_policies = 1.2.3.4.1\n"
        "digests = sha256\naccuracy = secs:1\nordering = yes\ntsa_name = no\ness_cert_id_chain = no\n"
    )
    (folder / "ext.cnf").write_text(
        "basicConstraints = CA:FALSE\nkeyUsage = critical, digitalSignature\nextendedKeyUsage = critical, timeStamping\n"
        "subjectKeyIdentifier = hash\nauthorityKeyIdentifier = keyid\n"
    )
    (folder / "serial").write_text("01")
    key = (
        ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        if kind == "ec"
        else ["-newkey", "rsa:2048", "-nodes"]
    )
    root = ["-subj", "/CN=Qinghe Root", "-keyout", "ca.key", "-out", "ca.pem", "-days", "3000", "-nodes"]
    openssl(folder, "req", "-x509", "-newkey", "rsa:2048", *root)
    openssl(
        folder,
        "req",
        "-subj",
        "/CN=Qinghe TSA",
        "-keyout",
        "tsa.key",
        "-out",
        "tsa.csr",
        *key,
    )
    signed = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", "ext.cnf", "-days", "2900"]
    openssl(folder, "x509", "-req", "-in", "tsa.csr", *signed, "-out", "tsa.pem")
    others = ["ca.pem"]
    for name in ("one", "two"):
        openssl(
            folder,
            "req",
            "-x509",
            "-subj",
            f"/CN=Qinghe {name * 9}",
            "-keyout",
            f"{name}.key",
            "-out",
            f"{name}.pem",
            *key,
        )
        others.insert(0, f"{name}.pem")
    others = others[::-1] if "another" in kind else others
    (folder / "chain.pem").write_text("".join((folder / name).read_text() for name in others))
