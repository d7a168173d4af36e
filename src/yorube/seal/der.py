"""The one thing in a reply that some authorities write in another order than the rules of DER ask: the certificates
beside the signature. Nobody signed their order, and the reader we use insists on it."""

from __future__ import annotations

from collections.abc import Iterator

LONG = 0x80
CERTIFICATES = 0xA0
# From the reply down to what was signed: the token in the reply, its content, the one value in that.
PATH = (1, 1, 0)


def parts(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The tag and the whole encoding of each value that stands in `data`. Raises ValueError."""
    at = 0
    while at < len(data):
        size, head = body(data[at:])
        yield data[at], data[at : at + head + size]
        at += head + size
    if at != len(data):
        raise ValueError("a value is longer than what holds it")


def body(data: bytes) -> tuple[int, int]:
    """The length of a value and of what stands before it."""
    if len(data) < 2:
        raise ValueError("a value without a length")
    first = data[1]
    if first < LONG:
        return first, 2
    count = first - LONG
    if not 0 < count <= 4 or len(data) < 2 + count:
        raise ValueError("a length that DER does not know")
    return int.from_bytes(data[2 : 2 + count], "big"), 2 + count


def inside(encoded: bytes) -> bytes:
    size, head = body(encoded)
    return encoded[head : head + size]


def wrapped(tag: int, content: bytes) -> bytes:
    size = len(content)
    if size < LONG:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, LONG + len(length)]) + length + content


def sorted_certificates(reply: bytes) -> bytes:
    """The same reply with its certificates in the order of DER. Raises ValueError for what is no reply."""
    return replaced(reply, PATH)


def replaced(encoded: bytes, path: tuple[int, ...]) -> bytes:
    found = [value for _, value in parts(inside(encoded))]
    if path:
        found[path[0]] = replaced(found[path[0]], path[1:])
    else:
        for at, value in enumerate(found):
            if value[0] == CERTIFICATES:
                inner = sorted(one for _, one in parts(inside(value)))
                found[at] = wrapped(CERTIFICATES, b"".join(inner))
    return wrapped(encoded[0], b"".join(found))
