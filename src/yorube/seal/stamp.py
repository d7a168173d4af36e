"""Time stamps of others (RFC 3161) over a hash: asked for, read, checked.

Only the hash goes to an authority. A stamp is checked against roots that come from elsewhere than the package; with
the certificates inside a package alone it can only be told which authority it says it is from.
"""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from http.client import HTTPException

from cryptography.x509 import Certificate, load_der_x509_certificate, load_pem_x509_certificates
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from yorube.seal.der import sorted_certificates
from yorube.seal.reasons import Refusal

SECONDS = 20
LARGEST = 100_000
SHA256 = "2.16.840.1.101.3.4.2.1"


class StampError(Refusal):
    """A stamp that was not given or does not hold: why. Nothing in it names a place."""


@dataclass(frozen=True, slots=True)
class Authority:
    """Somebody who stamps: a short name for files, the address, roots (PEM) as the authority publishes them."""

    name: str
    url: str
    roots: bytes


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a stamp says. `at` is in UTC."""

    at: datetime
    serial: int
    policy: str
    hashed: bytes
    nonce: int | None
    authority: str


@dataclass(frozen=True, slots=True)
class Given:
    """What an authority gave: the request and the whole reply, as they went over the wire."""

    request: bytes
    reply: bytes
    stamp: Stamp


def ask(authority: Authority, data: bytes) -> Given:
    """A stamp over data, checked against the authority's roots at once. Raises StampError."""
    request = (
        TimestampRequestBuilder().data(data).hash_algorithm(HashAlgorithm.SHA256).nonce(nonce=True).build()
    )
    asked = request.as_bytes()
    call = urllib.request.Request(
        authority.url,
        asked,
        {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"},
    )
    try:
        with urllib.request.urlopen(call, timeout=SECONDS) as answer:
            reply = answer.read(LARGEST + 1)
    except (urllib.error.URLError, HTTPException, OSError, ValueError) as error:
        raise StampError("stamp.no_answer", detail=type(error).__name__) from error
    if len(reply) > LARGEST:
        raise StampError("stamp.too_large")
    stamp = check(reply, data, load_pem_x509_certificates(authority.roots))
    if stamp.nonce != request.nonce:
        raise StampError("stamp.other_request")
    return Given(asked, reply, stamp)


def check(reply: bytes, data: bytes, roots: Sequence[Certificate]) -> Stamp:
    """What a reply says of this data, after its signature, its chain at the stamped time, and its hash were checked
    against the roots. Raises StampError."""
    stamp = read(reply)
    if stamp.hashed != sha256(data).digest():
        raise StampError("stamp.other_data")
    if not roots:
        raise StampError("stamp.no_roots")
    with refusing("stamp.not_checked"):
        VerifierBuilder(roots=list(roots)).build().verify_message(decoded(reply), data)
    return stamp


def read(reply: bytes) -> Stamp:
    """What a reply says, not checked against anybody. Raises StampError."""
    with refusing("stamp.no_reply"):
        response = decoded(reply)
    with refusing("stamp.refused"):
        info = response.tst_info
    imprint = info.message_imprint
    if imprint.hash_algorithm.dotted_string != SHA256:
        raise StampError("stamp.other_hash")
    with refusing("stamp.certificate"):
        authority = signer(response)
    return Stamp(
        at=info.gen_time,
        serial=info.serial_number,
        policy=info.policy.dotted_string if info.policy else "",
        hashed=imprint.message,
        nonce=info.nonce,
        authority=authority,
    )


@contextmanager
def refusing(code: str) -> Iterator[None]:
    """Whatever the readers of certificates raise over bytes that anybody may have made is a StampError: they raise
    ValueError, IndexError, kinds of their own, and warnings where those are errors."""
    try:
        yield
    except VerificationError as error:
        raise StampError("stamp.not_held", detail=str(error)) from error
    except Exception as error:
        raise StampError(code) from error


def decoded(reply: bytes) -> TimeStampResponse:
    return decode_timestamp_response(sorted_certificates(reply))


def signer(response: TimeStampResponse) -> str:
    """The name of whoever signed, as the certificate in the reply has it; nothing where there is none."""
    serials = {info.serial_number for info in response.signed_data.signer_infos}
    for der in response.signed_data.certificates:
        certificate = load_der_x509_certificate(der)
        if certificate.serial_number in serials:
            return certificate.subject.rfc4514_string()
    return ""
