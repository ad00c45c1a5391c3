"""Who acts in the news, by every name that articles use: countries, organisations and the holders of offices.

"The Kremlin", "Moscow", "Russian" and "Putin" all lead to Russia, but not in the same way, so a naming says how it
names. Nothing here looks at grammar: whether "Moscow" is the state or the town is for the reader of the sentence
to say, and a naming that is not `safe` needs other evidence in the article before it is believed.

ISO 3166 codes are names to ask by, never words to find: in a headline AND, ARE, CAN and PER are words.
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

How = Literal["name", "code", "demonym", "people", "seat", "institution", "person", "surname"]

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
# What Unicode does not take apart into a letter and an accent; apostrophes and hyphens of other shapes.
_LETTERS = str.maketrans("\u2019\u2018\u02bb\u2011\u2013\u0131øØłŁđĐ", "'''--ioOlLdD")
_LONGEST = 14  # tokens; "Organization for the Prohibition of Chemical Weapons" has seven
_WORDS_WHEN_SHOUTED = word_list("name_words", "words_when_shouted")
_UNSAFE_IN_CAPITALS = word_list("name_words", "unsafe_in_capitals")


class LexiconError(TrackerError):
    """A data file of the lexicon is wrong; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class Naming:
    """One way in which words name an actor. Not `safe`: believe it only if something else in the article agrees."""

    actor: str
    how: How
    safe: bool

    @property
    def is_person(self) -> bool:
        """Whether the words name a listed person, in full or by the surname."""
        return self.how in ("person", "surname")


@dataclass(frozen=True, slots=True)
class Office:
    """What a person does for an actor, from `since` to `until` (ISO dates or prefixes, both days included)."""

    acts_for: str
    title: str
    since: str | None
    until: str | None

    def held_on(self, date: str) -> bool:
        """Whether it was held at some time within `date`, an ISO date or prefix; an unknown end lies open."""
        return _not_after(self.since or date, date) and _not_after(date, self.until or date)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the files say: each actor's first row and names, people's offices, and who is named by which folded words.

    `keys` is the sorted list of the words in `namings`, so that the beginning of a name is found by bisection.
    """

    rows: dict[str, _Row]
    names: dict[str, list[str]]
    offices: dict[str, tuple[Office, ...]]
    namings: dict[str, tuple[Naming, ...]]
    keys: list[str]
    given_names: dict[str, str]  # with "m", "f" or "" where both bear it or it is not known
    holders: dict[
        tuple[str, str], tuple[str, ...]
    ]  # who ever held an office, by the actor it is held for and its title


def longest_name(words: Sequence[str], at: int) -> tuple[int, tuple[Naming, ...]]:
    """Return how many of `words` from `at` on are the longest name there, and what it names, the safe first.

    (0, ()) where no name begins. A count with no naming is a name of something that does not act, though it looks
    as if it did ("Northern Ireland", "South China Sea", "Michelle Obama"): skip those words whole. Letter case
    counts ("US" but not "us"), save that a name of four letters or more may be in capitals; accents, full
    stops and hyphens do not, nor does it matter how the words were split.
    """
    lexicon = _lexicon()
    found: tuple[int, tuple[Naming, ...]] = (0, ())
    joined = ""
    for count, word in enumerate(words[at : at + _LONGEST], 1):
        piece = _folded(word)
        joined += piece
        if not joined or not _begins_a_name(lexicon.keys, joined):
            break
        if piece and joined in lexicon.namings:
            found = count, lexicon.namings[joined]
    if found[0] == 1 and words[at] in _WORDS_WHEN_SHOUTED and _is_shouted(words, at):
        return 0, ()
    return found


def actor(key: str) -> Actor:
    """Return the actor with that key; for a person, with the latest office. UnknownName where there is none."""
    if key not in _lexicon().rows:
        raise UnknownName(f"no actor has the key {key!r}: countries have ISO codes such as RUS")
    latest = office_on(key, None)
    return _in_office(key, latest) if latest else _body(key)


def listed_as(*kinds: str) -> dict[str, tuple[str, ...]]:
    """Return the names of each organisation of these kinds ("outlet", "state agency"), by its key."""
    rows = ((key, row) for key, row in _lexicon().rows.items() if row.file == "organisations.tsv")
    return {key: (row["name"], *row.many("names")) for key, row in rows if row["kind"] in kinds}


def adjective(key: str) -> str:
    """Return the adjective of a country ("Chinese"), else the actor's name; UnknownName where there is none."""
    row = _lexicon().rows.get(key)
    demonyms = row.many("demonyms") if row is not None and "demonyms" in row.cells else []
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
    return max(held, key=_begun, default=None)


def holder_on(acts_for: str, title: str, date: str) -> str | None:
    """Return the key of the one person who held an office on a date ("secretary of state" of USA); else None.

    On a day on which two held it, and within a month or year in which it changed hands, it is open.
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
    """Whether a word is a first name of people, or that of somebody whom the lexicon lists."""
    return word in _lexicon().given_names


def gender_of(given_name: str) -> str:
    """Return "m" or "f" where nearly all bearers of a first name are men or women, else the empty string."""
    return _lexicon().given_names.get(given_name, "")


def _begun(office: Office) -> str:
    return office.since or ""


def _body(key: str) -> Actor:
    """Return a country or organisation, or a person apart from any office."""
    row = _lexicon().rows[key]
    name = row["name"].removesuffix("?")
    codes = (key, row["code"]) if row.file == "countries.tsv" else (key,)
    aliases = dict.fromkeys((*_lexicon().names[key], *codes))
    acts_for = row["acts_for"] or None if row.file == "organisations.tsv" else None
    others = tuple(alias for alias in aliases if alias not in ("", name))
    return Actor(key, name, _KINDS[row.file], others, acts_for, reason=f"lexicon: {row.file}")


def _in_office(person: str, office: Office) -> Actor:
    return replace(
        _body(person),
        acts_for=office.acts_for,
        since=office.since,
        until=office.until,
        reason=f"lexicon: {office.title}",
    )


def _not_after(left: str, right: str) -> bool:
    """Whether `left` may be no later than `right`, as far as the coarser of the two dates can tell."""
    shared = min(len(left), len(right))
    return left[:shared] <= right[:shared]


def _folded(word: str) -> str:
    """Return words without accents, full stops and hyphens; a lone full stop stays, so no name runs over it."""
    if not word.isascii():
        plain = unicodedata.normalize("NFKD", word.translate(_LETTERS))
        word = "".join(c for c in plain if not unicodedata.combining(c))
    return word if word == "." else word.replace(".", "").replace("-", "")


def _folded_name(name: str) -> str:
    return _folded(name).replace(" ", "")


def _begins_a_name(keys: Sequence[str], joined: str) -> bool:
    place = bisect_left(keys, joined)
    return place < len(keys) and keys[place].startswith(joined)


def _is_shouted(words: Sequence[str], at: int) -> bool:
    """Whether the words around are in capitals, so that capitals say nothing; the pronoun "us" never begins a line."""
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

    def many(self, column: str) -> list[str]:
        cell = self.cells[column]
        return cell.split("|") if cell else []

    def wrong(self, what: str) -> LexiconError:
        return LexiconError(f"{self.file}, line {self.line}: {what}")


@dataclass(slots=True)
class _Alias:
    """A name as a file gives it; "Jordan?" there means that the name alone is not enough."""

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
    persons = _first_rows(people)
    _check_keys([*countries, *organisations, *persons])
    _check_acts_for([*organisations, *people], {row["key"] for row in (*countries, *organisations)})
    files = (_country_aliases(countries), _organisation_aliases(organisations), _person_aliases(persons))
    aliases = [alias for of_file in files for alias in _checked(list(of_file))]
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
                raise row.wrong(f"the header must be {' '.join(columns)}, tab-separated")
        elif len(cells) != len(columns):
            raise row.wrong(f"{len(cells)} columns, where the header has {len(columns)}")
        else:
            yield row


def _first_rows(people: Iterable[_Row]) -> list[_Row]:
    """Return the row of each person that has the names; a further row is one more office, and has none."""
    first: dict[str, _Row] = {}
    for row in people:
        if row["key"] not in first:
            first[row["key"]] = row
            if row["alone"] not in ("yes", "no"):
                raise row.wrong("`alone` must be yes or no")
        elif any(row[column] for column in ("name", "names", "surname", "alone")):
            raise row.wrong(f"{row['key']} has its names in an earlier row: leave them empty here")
    return list(first.values())


def _check_keys(rows: Iterable[_Row]) -> None:
    seen: set[str] = set()
    for row in rows:
        if not row["key"] or not row["name"]:
            raise row.wrong("a key and a name are needed")
        if row["key"] in seen:
            raise row.wrong(f"the key {row['key']} is there twice")
        seen.add(row["key"])


def _check_given_names(rows: Iterable[_Row]) -> None:
    seen: dict[str, int] = {}
    for row in rows:
        if not row["name"][:1].isupper() or " " in row["name"]:
            raise row.wrong(f"{row['name']!r} is no first name of one word")
        if row["gender"] not in ("m", "f", ""):
            raise row.wrong("gender must be m, f or empty")
        if seen.setdefault(row["name"], row.line) != row.line:
            raise row.wrong(f"{row['name']} is there twice (line {seen[row['name']]})")


def _check_acts_for(rows: Iterable[_Row], keys: set[str]) -> None:
    for row in rows:
        if row["acts_for"] and row["acts_for"] not in keys:
            raise row.wrong(f"acts_for {row['acts_for']} is neither a country nor an organisation here")
        if not row["acts_for"] and row.file == "people.tsv":
            raise row.wrong("an office is held for somebody: acts_for is empty")


def _country_aliases(rows: Iterable[_Row]) -> Iterator[_Alias]:
    for row in rows:
        for name in (row["name"], *row.many("names")):
            yield _alias(row, name, _kind_of_name(name))
        yield from (_alias(row, name, "demonym") for name in row.many("demonyms"))
        yield from (_alias(row, name, "people") for name in row.many("people"))
        yield from (_alias(row, name, "seat") for name in row.many("seats"))
        yield from (_alias(row, name, "institution") for name in row.many("institutions"))


def _organisation_aliases(rows: Iterable[_Row]) -> Iterator[_Alias]:
    for row in rows:
        for name in (row["name"], *row.many("names")):
            yield _alias(row, name, _kind_of_name(name))
        yield from (_alias(row, name, "seat") for name in row.many("seats"))


def _person_aliases(rows: Iterable[_Row]) -> Iterator[_Alias]:
    for row in rows:
        yield from (_alias(row, name, "person") for name in (row["name"], *row.many("names")))
        doubt = "" if row["alone"] == "yes" else "?"
        yield from (_alias(row, name + doubt, "surname") for name in row.many("surname"))


def _alias(row: _Row, name: str, how: How) -> _Alias:
    words = name.removesuffix("?")
    if not (folded := _folded_name(words)):
        raise row.wrong("an empty name")
    return _Alias(words, folded, Naming(row["key"], how, words == name), row)


def _kind_of_name(name: str) -> How:
    letters = name.removesuffix("?")
    return "code" if letters.isupper() and " " not in letters else "name"


def _checked(aliases: list[_Alias]) -> list[_Alias]:
    """Return the aliases of one file; LexiconError where one names two actors and claims to be enough by itself."""
    first: dict[str, _Alias] = {}
    for alias in aliases:
        other = first.setdefault(alias.folded, alias)
        if other.naming.actor != alias.naming.actor and (other.naming.safe or alias.naming.safe):
            raise alias.row.wrong(f"{alias.words!r} also names {other.naming.actor} (line {other.row.line}): mark both")
    return aliases


def _offices(rows: Iterable[_Row]) -> dict[str, tuple[Office, ...]]:
    held: defaultdict[str, list[Office]] = defaultdict(list)
    for row in rows:
        since, until = _date(row, "since"), _date(row, "until")
        if since and until and not _not_after(since, until):
            raise row.wrong(f"it ends ({until}) before it begins ({since})")
        held[row["key"]].append(Office(row["acts_for"], row["title"], since, until))
    return {key: tuple(of_person) for key, of_person in held.items()}


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
        raise row.wrong(f"{column} {written!r} is no ISO date, month or year") from None
    if not _ISO_PREFIX.fullmatch(written):
        raise row.wrong(f"{column} {written!r} is no ISO date, month or year")
    return written


def _namings(aliases: Iterable[_Alias], not_actors: Iterable[_Row]) -> dict[str, tuple[Naming, ...]]:
    """Return what each folded name names, the safe first; the empty tuple for what only looks like an actor."""
    found: defaultdict[str, list[Naming]] = defaultdict(list)
    for alias in aliases:
        found[alias.folded].append(alias.naming)
    exact = {folded: _safe_first(named) for folded, named in found.items()}
    exact.update((_folded_name(row["words"]), ()) for row in not_actors)
    begins_low = {folded: named for folded, named in exact.items() if folded[0].islower()}
    begun = {folded[0].upper() + folded[1:]: named for folded, named in begins_low.items()}
    return _in_capitals(exact) | begun | exact


def _safe_first(named: list[Naming]) -> tuple[Naming, ...]:
    if len(named) == 1:
        return (named[0],)
    return tuple(sorted(dict.fromkeys(named), key=lambda naming: not naming.safe))


def _in_capitals(exact: dict[str, tuple[Naming, ...]]) -> dict[str, tuple[Naming, ...]]:
    """Return the names of four letters or more as they stand in a headline or dateline in capitals."""
    shouted: dict[str, tuple[Naming, ...]] = {}
    for folded, named in exact.items():
        capitals = folded.upper()
        if len(folded) > 3 and capitals != folded:
            shouted[capitals] = shouted.get(capitals, ()) + named
    for word in _UNSAFE_IN_CAPITALS & shouted.keys():
        shouted[word] = tuple(replace(naming, safe=False) for naming in shouted[word])
    return shouted


def _names(aliases: Iterable[_Alias]) -> dict[str, list[str]]:
    names: defaultdict[str, list[str]] = defaultdict(list)
    for alias in aliases:
        names[alias.naming.actor].append(alias.words)
    return names
