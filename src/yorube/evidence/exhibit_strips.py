"""A tall picture in strips that fit a page, each overlapping the one before, so that nothing is lost between them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import Image

from yorube.evidence.files_media import opened

OVERLAP = 40
QUALITY = 85
# Points a millimetre of paper can show well; a wider picture is made smaller.
WIDEST = 2000
# How large a point is when a picture is narrower than the page: that of a screen.
POINT = 25.4 / 96
Frame = tuple[float, float, float, float]


class PictureError(ValueError):
    """A picture that cannot be printed."""


@dataclass(frozen=True, slots=True)
class Strip:
    """One page of a picture: JPEG, its size in millimetres, where it joins its neighbours, frames drawn over it."""

    data: bytes
    width: float
    height: float
    seams: tuple[float, ...]
    frames: tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class Tall:
    """Pictures that follow each other downwards as one."""

    parts: tuple[Image.Image, ...]

    @property
    def width(self) -> int:
        return max(part.width for part in self.parts)

    @property
    def height(self) -> int:
        return sum(part.height for part in self.parts)

    def cut(self, top: int, bottom: int) -> Image.Image:
        """The points between two heights."""
        first, start = self.parts[0], 0
        if len(self.parts) == 1:
            return first.crop((0, top, first.width, bottom))
        made = Image.new("RGB", (self.width, bottom - top), "white")
        for part in self.parts:
            high, low = max(top, start), min(bottom, start + part.height)
            if high < low:
                made.paste(part.crop((0, high - start, part.width, low - start)), (0, high - top))
            start += part.height
        return made


def tall(pictures: Sequence[bytes]) -> Tall:
    """The pictures of one page, opened. Raises PictureError."""
    parts = []
    for data in pictures:
        try:
            with opened(io.BytesIO(data)) as image:
                parts.append(plain(image))
        except (OSError, SyntaxError, ValueError) as error:
            raise PictureError("is no picture that can be printed") from error
    return Tall(tuple(parts))


def plain(image: Image.Image) -> Image.Image:
    """On white, as paper shows it."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        seen = image.convert("RGBA")
        made = Image.new("RGB", seen.size, "white")
        made.paste(seen, mask=seen.getchannel("A"))
        return made
    return image.convert("RGB")


def strips(picture: Tall, room: float, high: float, frames: Sequence[Frame] = ()) -> Iterator[Strip]:
    """Strips for pages of `room` by `high` millimetres. Frames in points of the picture: left, top, width, height."""
    width = min(room, picture.width * POINT)
    scale = width / picture.width
    step = int(high / scale)
    if step <= OVERLAP:
        raise PictureError("is too wide for a page")
    top = 0
    while True:
        bottom = min(top + step, picture.height)
        last = bottom == picture.height
        seams = ([OVERLAP * scale] if top else []) + ([] if last else [(bottom - top - OVERLAP) * scale])
        drawn = tuple(
            (x * scale, (max(y, top) - top) * scale, w * scale, (min(y + h, bottom) - max(y, top)) * scale)
            for x, y, w, h in frames
            if y < bottom and y + h > top
        )
        yield Strip(jpeg(picture.cut(top, bottom)), width, (bottom - top) * scale, tuple(seams), drawn)
        if last:
            return
        top = bottom - OVERLAP


def jpeg(image: Image.Image) -> bytes:
    if image.width > WIDEST:
        image = image.resize((WIDEST, max(1, round(image.height * WIDEST / image.width))))
    made = io.BytesIO()
    image.save(made, "JPEG", quality=QUALITY)
    return made.getvalue()
