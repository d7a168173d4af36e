"""Time-stamping authorities for tests: real keys and `openssl ts` behind an HTTP server on loopback."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from yorube.seal import Authority

CONFIG = """\
[req]
distinguished_name = name
[name]
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
[stamps]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[tsa]
default_tsa = authority
[authority]
serial = {folder}/serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


def openssl(*args: object, given: bytes = b"") -> bytes:
    """What openssl prints. Its own words where it fails."""
    done = subprocess.run(["openssl", *map(str, args)], input=given, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@dataclass(frozen=True)
class Keys:
    """One authority's keys, on disk."""

    folder: Path

    @classmethod
    def make(cls, folder: Path, name: str) -> Keys:
        """A root, and a certificate for stamps that it signed."""
        folder.mkdir()
        config = folder / "openssl.cnf"
        config.write_text(CONFIG.format(folder=folder))
        (folder / "serial").write_text("01\n")
        new = ["req", "-config", config, "-newkey", "rsa:2048", "-nodes"]
        root = [
            "-subj",
            f"/O={name}/CN={name} root",
            "-keyout",
            folder / "root.key",
            "-out",
            folder / "root.pem",
        ]
        openssl(*new, "-x509", "-days", 3650, "-extensions", "root", *root)
        stamps = [
            "-subj",
            f"/O={name}/CN={name} stamps",
            "-keyout",
            folder / "tsa.key",
            "-out",
            folder / "tsa.csr",
        ]
        openssl(*new, *stamps)
        signed = ["-CA", folder / "root.pem", "-CAkey", folder / "root.key", "-CAcreateserial", "-days", 3650]
        use = ["-extfile", config, "-extensions", "stamps", "-out", folder / "tsa.pem"]
        openssl("x509", "-req", "-in", folder / "tsa.csr", *signed, *use)
        return cls(folder)

    @property
    def root(self) -> bytes:
        return (self.folder / "root.pem").read_bytes()

    def reply(self, request: bytes) -> bytes:
        """The reply of `openssl ts` to a request."""
        (self.folder / "asked.tsq").write_bytes(request)
        keys = [
            "-signer",
            self.folder / "tsa.pem",
            "-inkey",
            self.folder / "tsa.key",
            "-chain",
            self.folder / "root.pem",
        ]
        out = self.folder / "given.tsr"
        ask = [
            "-queryfile",
            self.folder / "asked.tsq",
            "-config",
            self.folder / "openssl.cnf",
            "-section",
            "authority",
        ]
        openssl("ts", "-reply", *ask, *keys, "-out", out)
        return out.read_bytes()


@contextmanager
def serving(keys: Keys, name: str) -> Iterator[Authority]:
    """An authority that answers on loopback for as long as one needs it."""
    once = threading.Lock()  # openssl counts its serial numbers in a file

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = self.rfile.read(int(self.headers["Content-Length"]))
            with once:
                reply = keys.reply(request)
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Authority(name, f"http://127.0.0.1:{server.server_port}/", keys.root)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
