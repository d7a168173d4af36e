"""The questions of a screen as form fields, and what a sent form says of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize
from urllib.parse import urlsplit

from django.http import QueryDict

from yorube.interview.fold import Answer, ticks_path
from yorube.interview.screens import Screen
from yorube.law.facts import UNKNOWN, Fact
from yorube.law.rulebook import Rulebook
from yorube.law.text import Text

# What hurts to read again: kept, shown only on demand.
MASKED = ("posts.text",)
# Their own help says that several may be chosen.
SEVERAL = ("wishes", "target.named_by", "posts.content.private")
# More choices than this are a list to open, not a row of buttons.
LIST = 12
# The longest text a field takes.
LONGEST = 20_000
# What a set's field sends for "none of these".
NONE = "none"
LANGUAGES = {
    "ja": "日本語",
    "en": "English",
    "zh": "中文",
    "ko": "한국어",
    "vi": "Tiếng Việt",
    "fil": "Filipino",
    "pt": "Português",
    "ne": "नेपाली",
    "id": "Bahasa Indonesia",
    "es": "Español",
    "th": "ไทย",
    "my": "မြန်မာ",
}


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a field."""

    value: str
    text: Text
    chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One question on a page. `kind`: radio, list, boxes, date, moment, number, text, long; `masked`: a text is kept
    and not shown."""

    name: str
    kind: str
    ask: Text
    fact: Fact | None
    options: tuple[Option, ...] = ()
    value: str = ""
    time: str = ""
    unknown: bool = False
    masked: bool = False
    error: str = ""

    @property
    def hinted(self) -> bool:
        """Whether it is to be said that several may be chosen."""
        return self.fact is None or self.fact.id not in SEVERAL


class Refused(ValueError):
    """What a field holds cannot be read; the argument is the id of the word that says so."""


def fields(
    screen: Screen, known: Mapping[str, object], rules: Rulebook, errors: Mapping[str, str]
) -> list[Field]:
    """The fields of a screen, filled with what is known. `errors` maps a field's name to the word that says what is
    wrong with it."""
    found = []
    if screen.checklist:
        path = ticks_path(screen.page, screen.post or "")
        found.append(checklist(screen, path, known, errors.get(path, "")))
    for path, fact in screen.facts:
        found.append(field(path, fact, known, errors.get(path, "")))
    return found


def checklist(screen: Screen, path: str, known: Mapping[str, object], error: str) -> Field:
    """The checklist of a screen as one field."""
    told = known.get(path, ...)
    chosen = told if isinstance(told, list) else []
    options = [Option(tick.id, tick.text, tick.id in chosen) for tick in screen.page.tick]
    options.append(Option(NONE, NONE_OF_THESE, told == []))
    return Field(path, "boxes", screen.page.title, None, tuple(options), unknown=told is None, error=error)


NONE_OF_THESE = Text("どれもない", "none of these", "どれも ない")


def field(path: str, fact: Fact, known: Mapping[str, object], error: str) -> Field:
    """One fact as a field."""
    value = known.get(path, ...)
    unknown = value is None or value == UNKNOWN
    ask = fact.ask or fact.label
    if fact.type in ("yesno", "choice"):
        options = tuple(Option(v, fact.words(v), v == value) for v in fact.values)
        kind = "list" if len(options) > LIST else "radio"
        return Field(path, kind, ask, fact, options, unknown=unknown, error=error)
    if fact.type in ("set", "tags"):
        told = value if isinstance(value, list) else []
        ids = fact.values if fact.type == "set" else tuple(dict.fromkeys((*LANGUAGES, *told)))
        several = [
            Option(
                v,
                fact.words(v) if fact.type == "set" else Text(LANGUAGES.get(v, v), LANGUAGES.get(v, v)),
                v in told,
            )
            for v in ids
            if v != UNKNOWN
        ]
        if fact.type == "set":
            several.append(Option(NONE, NONE_OF_THESE, value == []))
        return Field(
            path, "boxes", ask, fact, tuple(several), unknown=unknown or UNKNOWN in told, error=error
        )
    if fact.type == "text":
        kind = "long" if fact.id in MASKED else "text"
        masked = fact.id in MASKED and isinstance(value, str)
        return Field(
            path,
            kind,
            ask,
            fact,
            value="" if masked or unknown or value is ... else str(value),
            masked=masked,
            error=error,
        )
    written = "" if unknown or value is ... else str(value)
    day, _, time = written.partition("T")
    return Field(path, fact.type, ask, fact, value=day, time=time[:5], unknown=unknown, error=error)


def read(
    screen: Screen, form: QueryDict, known: Mapping[str, object], rules: Rulebook
) -> tuple[list[Answer], dict[str, str]]:
    """The answers a sent form gives, and what could not be read: field name -> the word that says so."""
    answers, errors = [], {}
    if screen.checklist:
        path = ticks_path(screen.page, screen.post or "")
        ticked = {tick.id for tick in screen.page.tick}
        try:
            answers.append(Answer(path, boxes(form.getlist(path), ticked, unknown_is_none=True)))
        except Refused as refused:
            errors[path] = str(refused)
    for path, fact in screen.facts:
        try:
            answers.append(Answer(path, value_of(path, fact, form, known)))
        except Refused as refused:
            errors[path] = str(refused)
    return with_platform(answers, rules), errors


def boxes(
    sent: list[str], allowed: set[str] | frozenset[str], *, unknown_is_none: bool = False
) -> list[str] | None:
    """What ticked boxes say: nothing ticked is not known; "none of these" alone is an empty list."""
    chosen = [value for value in dict.fromkeys(sent) if value in allowed]
    if NONE in sent and chosen:
        raise Refused("error.none_and_some")
    if NONE in sent:
        return []
    if UNKNOWN in sent and not unknown_is_none:
        return [*chosen, UNKNOWN] if chosen else None
    return chosen or None


def value_of(path: str, fact: Fact, form: QueryDict, known: Mapping[str, object]) -> object:
    """What a form says of one fact, as a report writes it; None: not known."""
    if fact.type in ("set", "tags"):
        allowed = (
            set(fact.values)
            if fact.type == "set"
            else {*LANGUAGES, *(told if isinstance(told := known.get(path), list) else ())}
        )
        return boxes(form.getlist(path), allowed)
    sent = form.get(path, "").strip()
    if fact.type in ("yesno", "choice"):
        return sent if sent in fact.values else None
    if fact.type == "text":
        return text(path, fact, sent, form, known)
    sent = normalize("NFKC", sent)
    if not sent or form.get(f"{path}.unknown"):
        return None
    if fact.type == "number":
        digits = sent.replace(",", "")
        if not digits.isdecimal() or len(digits) > 15:
            raise Refused("error.number")
        return int(digits)
    time = form.get(f"{path}.time", "").strip()
    return f"{sent}T{time}:00+09:00" if fact.type == "moment" and time else sent


def text(path: str, fact: Fact, sent: str, form: QueryDict, known: Mapping[str, object]) -> str | None:
    """A text field; an empty masked one keeps what is there, unless it is to be taken away."""
    clean = cleaned(sent)
    if not clean and fact.id in MASKED and not form.get(f"{path}.erase"):
        kept = known.get(path)
        return kept if isinstance(kept, str) else None
    return clean or None


def cleaned(sent: str) -> str:
    """A text without characters that are no part of one. Raises Refused when it is too long."""
    if len(sent) > LONGEST:
        raise Refused("error.long")
    return "".join(
        c
        for c in sent.replace("\r\n", "\n")
        if c in "\n\t"
        or (not 0xD800 <= ord(c) < 0xE000 and c.isprintable())
        or c in "\u200b\u200d\u3000\u00a0"
    )


def is_day(value: object) -> bool:
    """Whether this is a day as forms and reports write it."""
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def number_in(sent: str, most: int) -> int | None:
    """A number from 0 to `most` as a form sends it, else None; of endless digits no number is made."""
    if not sent.isdecimal() or len(sent) > len(str(most)) or int(sent) > most:
        return None
    return int(sent)


def with_platform(answers: list[Answer], rules: Rulebook) -> list[Answer]:
    """Where an address was given and no service, the service the address belongs to."""
    urls = {a.path.removesuffix(".url"): a.value for a in answers if a.path.endswith(".url")}
    found = []
    for answer in answers:
        post = answer.path.removesuffix(".platform")
        if answer.value is None and post != answer.path and isinstance(urls.get(post), str):
            answer = Answer(answer.path, platform_of(str(urls[post]), rules))
        found.append(answer)
    return found


def platform_of(url: str, rules: Rulebook) -> str | None:
    """The service an address belongs to: that of the longest fitting host and start of path."""
    try:
        parts = urlsplit(url if "//" in url else f"//{url}")
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    fitting = []
    for service in rules.services.values():
        for rule in service.hosts:
            name, slash, start = rule.partition("/")
            if (host == name or host.endswith(f".{name}")) and parts.path.startswith(slash + start):
                fitting.append((len(rule), service.id))
    return max(fitting, default=(0, None))[1]
