"""Seals: files kept so that anybody can see that they did not change, and others say since when.

`seal` makes a package, `stamped` adds stamps of authorities, `verify` checks one offline. Knows no law and no pages.
"""

from yorube.seal.canonical import canonical, digest
from yorube.seal.content import ContentError, Held, Members, Slice, held
from yorube.seal.package import Package, PackageError
from yorube.seal.reasons import Reason
from yorube.seal.sealed import Sealed, seal, stamped
from yorube.seal.stamp import Authority, Stamp, StampError
from yorube.seal.verify import Checked, Stamped, verify

__all__ = [
    "Authority",
    "Checked",
    "ContentError",
    "Held",
    "Members",
    "Package",
    "PackageError",
    "Reason",
    "Sealed",
    "Slice",
    "Stamp",
    "StampError",
    "Stamped",
    "canonical",
    "digest",
    "held",
    "seal",
    "stamped",
    "verify",
]
