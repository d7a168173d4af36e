"""What the commands of evidence share: the first question, the clock, stamps of configured authorities, writing."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from yorube.cli.common import LANGUAGES, Fault, not_opened, said
from yorube.evidence.authorities import AuthorityError, configured
from yorube.evidence.checking_words import because
from yorube.evidence.first import IMAGES, Image
from yorube.evidence.words import words
from yorube.law.text import Text
from yorube.seal import Authority, ContentError, Package, PackageError, Reason, Sealed
from yorube.seal.package import read


def add_image(command: argparse.ArgumentParser) -> None:
    """The argument of the first question."""
    command.add_argument(
        "--image",
        choices=IMAGES,
        help="is it a sexual image, and how old was the person in it; asked on a terminal when absent",
    )


def image_of(args: argparse.Namespace) -> Image:
    """The answer to the first question. Fault where nobody can be asked."""
    if args.image is not None:
        answer: Image = args.image
        return answer
    nobody = Fault("--image", words("files")["image.asked"])
    if sys.stdin is None or not sys.stdin.isatty():
        raise nobody
    print(said(words()["first.question"], args.lang), file=sys.stderr)
    while True:
        print(f"[{'/'.join(IMAGES)}] ", end="", file=sys.stderr, flush=True)
        given = sys.stdin.readline()
        if not given:
            raise nobody
        for image in IMAGES:
            if given.strip().lower() == image:
                return image


def refused(lang: str) -> int:
    """What is said instead where nothing may be done; the exit status."""
    print(said(words()["first.refused"], lang))
    return 1


def now() -> datetime:
    """This moment: the only place where evidence reads the clock."""
    return datetime.now(UTC)


def authorities() -> tuple[Authority, ...]:
    """Those the operator configured."""
    try:
        return configured(os.environ)
    except AuthorityError as error:
        raise Fault("YORUBE_TSA", str(error)) from None


def opened(path: Path) -> Package:
    """A package to go on with. Fault where it is none."""
    try:
        return read(path)
    except OSError as error:
        raise Fault(str(path), not_opened(error)) from None
    except PackageError as error:
        raise Fault(str(path), told(error.reason)) from None


def told(reason: Reason) -> Text:
    """A reason in each language."""
    return Text(**{lang: because(reason.data, lang) for lang in LANGUAGES})


def save(path: Path, package: Sealed, *, replace: bool = False) -> None:
    """Writes a package beside its place and moves it there whole: half a package is never seen."""
    part = path.with_name(f".{path.name}.part")
    try:
        if path.exists() and not replace:
            raise FileExistsError
        with part.open("xb") as file:
            package.write_to(file)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o444)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise Fault(str(path), not_opened(error)) from None
    except (PackageError, ContentError) as error:
        part.unlink(missing_ok=True)
        raise Fault(str(path), told(error.reason)) from None


def stamps(package: Sealed, asked: Sequence[Authority], lang: str) -> list[str]:
    """What is to be said of stamps, given, refused or not asked for."""
    found = words("files")
    lines = [said(found["stamp.given"], lang).format(name=name) for name in package.given]
    for name, why in package.refused:
        lines.append(said(found["stamp.refused"], lang).format(name=name, why=because(why.data, lang)))
    return lines if asked else [said(found["stamp.nobody"], lang)]
