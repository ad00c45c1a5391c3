"""The actors of the news by every name that articles use: countries, organisations and the holders of offices.

"The Kremlin", "Moscow", "Russian" and "Putin" all refer to Russia, but not in the same way, so a `Naming` says what
kind of name it is. Nothing here looks at grammar: whether "Moscow" is the state or the town is decided in
`extract.people`, and a naming that is not `safe` is ambiguous until something else in the article agrees
(`extract.names`).

ISO 3166 codes are aliases that a person may ask by, and are not found in texts: headlines have the words AND and CAN.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Literal

from tracker.errors import TrackerError, UnknownName
from tracker.records import Actor, ActorKind
from tracker.word_lists import word_list

NameKind = Literal["name", "code", "demonym", "people", "seat", "institution", "person", "surname"]

_COUNTRY_COLUMNS = ("key", "code", "name", "names", "demonyms", "people", "seats", "institutions")
_ORGANISATION_COLUMNS = ("key", "name", "names", "seats", "acts_for", "kind")
_PERSON_COLUMNS = ("key", "name", "names", "surname", "alone", "acts_for", "title", "since", "until")
_NOT_ACTOR_COLUMNS = ("words", "what")
_GIVEN_NAME_COLUMNS = ("name", "gender")

_KINDS: dict[str, ActorKind] = {
    "countries.tsv": "country",
    "organisations.tsv": "organisation",
    "people.tsv": "person",
}
_ISO_PREFIX = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
# Letters that Unicode does not decompose into a letter and an accent; apostrophes and hyphens of other shapes.
_UNDECOMPOSED = str.maketrans("\u2019\u2018\u02bb\u2011\u2013\u0131øØłŁđĐ", "'''--ioOlLdD")
_LONGEST_NAME = 14  # tokens, hyphens among them; "Organization for the Prohibition of Chemical Weapons" has seven
_WORDS_IN_CAPITALS = word_list("name_words", "words_when_shouted")
_UNSAFE_IN_CAPITALS = word_list("name_words", "unsafe_in_capitals")


class LexiconError(TrackerError):
    """A data file of the lexicon is error; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class Naming:
    """An actor whom words may name, and by what kind of name."""

    actor: str  # key
    how: NameKind
    safe: bool  # else ambiguous: believed only if something else in the article agrees

    @property
    def is_person(self) -> bool:
        """Whether the words name a listed person, in full or by the surname."""
        return self.how in ("person", "surname")


@dataclass(frozen=True, slots=True)
class Office:
    """An office held for an actor, from `since` to `until` (ISO dates or prefixes, both included; None if unknown)."""

    acts_for: str  # key
    title: str
    since: str | None
    until: str | None

    def held_on(self, date: str) -> bool:
        """Whether it may have been held at some time within `date`, an ISO date or prefix."""
        return _not_after(self.since or date, date) and _not_after(date, self.until or date)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The contents of the files of the lexicon."""

    rows: dict[str, _Row]  # the row with the names of each actor, by key
    names: dict[str, list[str]]  # by key
    offices: dict[str, tuple[Office, ...]]  # by the key of the person
    namings: dict[str, tuple[Naming, ...]]  # by folded name; the empty tuple for what only looks like an actor
    folded_names: list[str]  # of `namings`, sorted, so that the beginning of a name is found by bisection
    given_names: dict[str, str]  # the gender, "m" or "f"; "" where both bear it or it is not known
    holders: dict[tuple[str, str], tuple[str, ...]]  # by the actor for whom an office is held, and its folded title


def longest_name(words: Sequence[str], at: int) -> tuple[int, tuple[Naming, ...]]:
    """Return the length in `words` of the longest name that begins at `at`, and what it may name, the safe first.

    (0, ()) where no name begins. A length without a naming is that of a name that only looks like an actor's ("Northern
    Ireland", "South China Sea", "Michelle Obama"): skip all its words. Names are compared in their letter case ("US",
    not "us"), except that one of four letters or more may be in capitals; and without accents, full stops, hyphens
    and the borders of words.
    """
    lexicon = _lexicon()
    longest: tuple[int, tuple[Naming, ...]] = (0, ())
    joined = ""
    for count, word in enumerate(words[at : at + _LONGEST_NAME], 1):
        piece = _folded(word)
        joined += piece
        if not joined or not _is_prefix(lexicon.folded_names, joined):
            break
        if piece and joined in lexicon.namings:
            longest = count, lexicon.namings[joined]
    if longest[0] == 1 and words[at] in _WORDS_IN_CAPITALS and _is_among_capitals(words, at):
        return 0, ()
    return longest


def actor(key: str) -> Actor:
    """Return the actor with that key; for a person, with the latest office. UnknownName where there is none."""
    if key not in _lexicon().rows:
        raise UnknownName(f"no actor has the key {key!r}: countries have ISO codes such as RUS")
    latest = office_on(key, None)
    return _in_office(key, latest) if latest else _without_office(key)


def organisation_names(*kinds: str) -> dict[str, tuple[str, ...]]:
    """Return the names of each organisation of these kinds ("outlet", "state agency"), by its key."""
    rows = ((key, row) for key, row in _lexicon().rows.items() if row.file == "organisations.tsv")
    return {key: (row["name"], *row.values("names")) for key, row in rows if row["kind"] in kinds}


def adjective(key: str) -> str:
    """Return the adjective of a country ("Chinese"), the name of any other actor; UnknownName for no actor."""
    row = _lexicon().rows.get(key)
    demonyms = row.values("demonyms") if row is not None and "demonyms" in row.cells else []
    return demonyms[0].removesuffix("?") if demonyms else actor(key).name


def actors() -> tuple[Actor, ...]:
    """Return every actor of the lexicon once, in the order of the files: countries, organisations, people."""
    return tuple(map(actor, _lexicon().rows))


def offices(person: str) -> tuple[Office, ...]:
    """Return the offices of a person in the order of the data; none for the key of anything else."""
    return _lexicon().offices.get(person, ())


def office_on(person: str, date: str | None) -> Office | None:
    """Return the office that a person held on a date (ISO date or prefix), the latest to begin where there are several.

    Without a date: the latest of all. A week or a time of day counts as its year or its day. None where no office
    is known to have been held then.
    """
    held: Iterable[Office] = offices(person)
    if date is not None:
        prefix = _ISO_PREFIX.match(date)
        held = [o for o in held if prefix and o.held_on(prefix[0])]
    return max(held, key=_beginning, default=None)


def holder_on(acts_for: str, title: str, date: str) -> str | None:
    """Return the key of the person who held an office on a date ("secretary of state" of USA).

    None where nobody or more than one did, as in a month or year in which it changed hands.
    """
    prefix = _ISO_PREFIX.match(date)
    held = [
        person
        for person in _lexicon().holders.get((acts_for, title.casefold()), ())
        if prefix and any(o.held_on(prefix[0]) for o in offices(person) if _is_office(o, acts_for, title))
    ]
    return held[0] if len(held) == 1 else None


def _is_office(office: Office, acts_for: str, title: str) -> bool:
    return office.acts_for == acts_for and office.title.casefold() == title.casefold()


def is_given_name(word: str) -> bool:
    """Whether a word is a first name, listed or of a listed person."""
    return word in _lexicon().given_names


def gender_of(given_name: str) -> str:
    """Return "m" or "f" where nearly all bearers of a first name are men or women, else the empty string."""
    return _lexicon().given_names.get(given_name, "")


def _beginning(office: Office) -> str:
    return office.since or ""


def _without_office(key: str) -> Actor:
    """An actor, a person without any office."""
    row = _lexicon().rows[key]
    name = row["name"].removesuffix("?")
    codes = (key, row["code"]) if row.file == "countries.tsv" else (key,)
    aliases = dict.fromkeys((*_lexicon().names[key], *codes))
    acts_for = row["acts_for"] or None if row.file == "organisations.tsv" else None
    further = tuple(alias for alias in aliases if alias not in ("", name))
    return Actor(key, name, _KINDS[row.file], further, acts_for, reason=f"lexicon: {row.file}")


def _in_office(person: str, office: Office) -> Actor:
    return replace(
        _without_office(person),
        acts_for=office.acts_for,
        since=office.since,
        until=office.until,
        reason=f"lexicon: {office.title}",
    )


def _not_after(left: str, right: str) -> bool:
    """Whether `left` may be no later than `right`: the two are compared as finely as the coarser of them is."""
    shared = min(len(left), len(right))
    return left[:shared] <= right[:shared]


def _folded(word: str) -> str:
    """Words without accents, full stops and hyphens; a lone full stop stays, so that no name crosses it."""
    if not word.isascii():
        decomposed = unicodedata.normalize("NFKD", word.translate(_UNDECOMPOSED))
        word = "".join(c for c in decomposed if not unicodedata.combining(c))
    return word if word == "." else word.replace(".", "").replace("-", "")


def _folded_name(name: str) -> str:
    return _folded(name).replace(" ", "")


def _is_prefix(folded_names: Sequence[str], joined: str) -> bool:
    """Whether a name of the sorted list begins so."""
    n = bisect_left(folded_names, joined)
    return n < len(folded_names) and folded_names[n].startswith(joined)


def _is_among_capitals(words: Sequence[str], at: int) -> bool:
    """Whether the words around are in capitals too, so that capitals tell nothing; "us" never begins a line."""
    if words[at] == "US" and (at == 0 or not words[at - 1].isalpha()):
        return False
    near = [w for w in (*words[max(0, at - 4) : at], *words[at + 1 : at + 5]) if len(w) > 2 and w.isalpha()]
    return bool(near) and all(w.isupper() for w in near)


# Reading the files.


@dataclass(slots=True)
class _Row:
    file: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def values(self, column: str) -> list[str]:
        cell = self.cells[column]
        return cell.split("|") if cell else []

    def error(self, what: str) -> LexiconError:
        return LexiconError(f"{self.file}, line {self.line}: {what}")


@dataclass(slots=True)
class _Alias:
    """A name as a file gives it; a question mark after it there ("Jordan?") means that it is ambiguous."""

    words: str
    folded: str
    naming: Naming
    row: _Row


@cache
def _lexicon() -> Lexicon:
    return read_lexicon(resources.files("tracker.lexicon"))


def read_lexicon(folder: Traversable) -> Lexicon:
    """Return the lexicon in `folder`; LexiconError naming file and line where its data contradict themselves."""
    countries = list(_rows(folder / "countries.tsv", _COUNTRY_COLUMNS))
    organisations = list(_rows(folder / "organisations.tsv", _ORGANISATION_COLUMNS))
    people = list(_rows(folder / "people.tsv", _PERSON_COLUMNS))
    not_actors = list(_rows(folder / "not_actors.tsv", _NOT_ACTOR_COLUMNS))
    given_names = list(_rows(folder / "given_names.tsv", _GIVEN_NAME_COLUMNS))
    _check_given_names(given_names)
    persons = _rows_with_names(people)
    _check_keys([*countries, *organisations, *persons])
    _check_acts_for([*organisations, *people], {row["key"] for row in (*countries, *organisations)})
    files = (_country_aliases(countries), _organisation_aliases(organisations), _person_aliases(persons))
    aliases = [alias for of_file in files for alias in _without_conflicts(list(of_file))]
    rows = {row["key"]: row for row in (*countries, *organisations, *persons)}
    namings = _namings(aliases, not_actors)
    offices = _offices(people)
    listed = (row["name"].split() for row in persons)
    given = {name[0]: "" for name in listed if len(name) > 1} | {row["name"]: row["gender"] for row in given_names}
    return Lexicon(rows, _names(aliases), offices, namings, sorted(namings), given, _holders(offices))


def _rows(file: Traversable, columns: tuple[str, ...]) -> Iterator[_Row]:
    header: list[str] | None = None
    for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        row = _Row(file.name, number, dict(zip(columns, cells, strict=False)))
        if header is None:
            header = cells
            if tuple(cells) != columns:
                raise row.error(f"the header must be {' '.join(columns)}, tab-separated")
        elif len(cells) != len(columns):
            raise row.error(f"{len(cells)} columns, where the header has {len(columns)}")
        else:
            yield row


def _rows_with_names(people: Iterable[_Row]) -> list[_Row]:
    """The first row of each person, which has the names; a further row is one more office, and has none."""
    first: dict[str, _Row] = {}
    for row in people:
        if row["key"] not in first:
            first[row["key"]] = row
            if row["alone"] not in ("yes", "no"):
                raise row.error("`alone` must be yes or no")
        elif any(row[column] for column in ("name", "names", "surname", "alone")):
            raise row.error(f"{row['key']} has its names in an earlier row: leave them empty here")
    return list(first.values())


def _check_keys(rows: Iterable[_Row]) -> None:
    seen: set[str] = set()
    for row in rows:
        if not row["key"] or not row["name"]:
            raise row.error("a key and a name are needed")
        if row["key"] in seen:
            raise row.error(f"the key {row['key']} is there twice")
        seen.add(row["key"])


def _check_given_names(rows: Iterable[_Row]) -> None:
    seen: dict[str, int] = {}
    for row in rows:
        if not row["name"][:1].isupper() or " " in row["name"]:
            raise row.error(f"{row['name']!r} is no first name of one word")
        if row["gender"] not in ("m", "f", ""):
            raise row.error("gender must be m, f or empty")
        if seen.setdefault(row["name"], row.line) != row.line:
            raise row.error(f"{row['name']} is there twice (line {seen[row['name']]})")


def _check_acts_for(rows: Iterable[_Row], keys: set[str]) -> None:
    for row in rows:
        if row["acts_for"] and row["acts_for"] not in keys:
            raise row.error(f"acts_for {row['acts_for']} is neither a country nor an organisation here")
        if not row["acts_for"] and row.file == "people.tsv":
            raise row.error("an office is held for somebody: acts_for is empty")


def _country_aliases(rows: Iterable[_Row]) -> Iterator[_Alias]:
    for row in rows:
        for name in (row["name"], *row.values("names")):
            yield _alias(row, name, _kind_of_name(name))
        yield from (_alias(row, name, "demonym") for name in row.values("demonyms"))
        yield from (_alias(row, name, "people") for name in row.values("people"))
        yield from (_alias(row, name, "seat") for name in row.values("seats"))
        yield from (_alias(row, name, "institution") for name in row.values("institutions"))


def _organisation_aliases(rows: Iterable[_Row]) -> Iterator[_Alias]:
    for row in rows:
        for name in (row["name"], *row.values("names")):
            yield _alias(row, name, _kind_of_name(name))
        yield from (_alias(row, name, "seat") for name in row.values("seats"))


def _person_aliases(rows: Iterable[_Row]) -> Iterator[_Alias]:
    for row in rows:
        yield from (_alias(row, name, "person") for name in (row["name"], *row.values("names")))
        mark = "" if row["alone"] == "yes" else "?"
        yield from (_alias(row, name + mark, "surname") for name in row.values("surname"))


def _alias(row: _Row, name: str, how: NameKind) -> _Alias:
    words = name.removesuffix("?")
    if not (folded := _folded_name(words)):
        raise row.error("an empty name")
    return _Alias(words, folded, Naming(row["key"], how, words == name), row)


def _kind_of_name(name: str) -> NameKind:
    letters = name.removesuffix("?")
    return "code" if letters.isupper() and " " not in letters else "name"


def _without_conflicts(aliases: list[_Alias]) -> list[_Alias]:
    """The aliases of one file; LexiconError where one is a safe name of two actors."""
    first: dict[str, _Alias] = {}
    for alias in aliases:
        other = first.setdefault(alias.folded, alias)
        if other.naming.actor != alias.naming.actor and (other.naming.safe or alias.naming.safe):
            raise alias.row.error(f"{alias.words!r} also names {other.naming.actor} (line {other.row.line}): mark both")
    return aliases


def _offices(rows: Iterable[_Row]) -> dict[str, tuple[Office, ...]]:
    held: defaultdict[str, list[Office]] = defaultdict(list)
    for row in rows:
        since, until = _date(row, "since"), _date(row, "until")
        if since and until and not _not_after(since, until):
            raise row.error(f"it ends ({until}) before it begins ({since})")
        held[row["key"]].append(Office(row["acts_for"], row["title"], since, until))
    return {person: tuple(offices) for person, offices in held.items()}


def _holders(offices: dict[str, tuple[Office, ...]]) -> dict[tuple[str, str], tuple[str, ...]]:
    holders: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for person, held in offices.items():
        for office in held:
            holders[office.acts_for, office.title.casefold()][person] = None
    return {office: tuple(people) for office, people in holders.items()}


def _date(row: _Row, column: str) -> str | None:
    written = row[column]
    if not written:
        return None
    try:
        dt.date.fromisoformat(written + "0000-01-01"[len(written) :])
    except ValueError:
        raise row.error(f"{column} {written!r} is no ISO date, month or year") from None
    if not _ISO_PREFIX.fullmatch(written):
        raise row.error(f"{column} {written!r} is no ISO date, month or year")
    return written


def _namings(aliases: Iterable[_Alias], not_actors: Iterable[_Row]) -> dict[str, tuple[Naming, ...]]:
    """What each folded name may name, the safe first; the empty tuple for what only looks like an actor."""
    by_name: defaultdict[str, list[Naming]] = defaultdict(list)
    for alias in aliases:
        by_name[alias.folded].append(alias.naming)
    exact = {folded: _safe_first(namings) for folded, namings in by_name.items()}
    exact.update((_folded_name(row["words"]), ()) for row in not_actors)
    lower = {folded: namings for folded, namings in exact.items() if folded[0].islower()}
    at_sentence_start = {folded[0].upper() + folded[1:]: namings for folded, namings in lower.items()}
    return _in_capitals(exact) | at_sentence_start | exact


def _safe_first(namings: list[Naming]) -> tuple[Naming, ...]:
    if len(namings) == 1:
        return (namings[0],)
    return tuple(sorted(dict.fromkeys(namings), key=lambda naming: not naming.safe))


def _in_capitals(exact: dict[str, tuple[Naming, ...]]) -> dict[str, tuple[Naming, ...]]:
    """The names of four letters or more as they stand in a headline or dateline in capitals."""
    in_capitals: dict[str, tuple[Naming, ...]] = {}
    for folded, namings in exact.items():
        capitals = folded.upper()
        if len(folded) > 3 and capitals != folded:
            in_capitals[capitals] = in_capitals.get(capitals, ()) + namings
    for word in _UNSAFE_IN_CAPITALS & in_capitals.keys():
        in_capitals[word] = tuple(replace(naming, safe=False) for naming in in_capitals[word])
    return in_capitals


def _names(aliases: Iterable[_Alias]) -> dict[str, list[str]]:
    names: defaultdict[str, list[str]] = defaultdict(list)
    for alias in aliases:
        names[alias.naming.actor].append(alias.words)
    return names
