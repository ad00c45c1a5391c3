"""Who speaks, for whom, and who is named: passages with gold, in the words of this project.

`gold/sources.toml` was written before the rules; `gold/sources_unseen.toml` by somebody who knew none of them, and is
scored apart. A gold statement is found where a statement's cue stands at its cue. Mentions are read from the whole text
of a passage, so that what no statement holds counts too: an actor must be recorded as one, a place and what only looks
like an actor must not.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from tracker.extract import extract
from tracker.extract.people import People
from tracker.extract.propositions import spoken_mentions
from tracker.lexicon import actors as lexicon
from tracker.parsing import parse
from tracker.pipeline import ingest
from tracker.records import Article, Extraction, Mention, Statement
from tracker.store.schema import migrations
from tracker.store.store import Store

GOLD = Path(__file__).parent / "gold"
KINDS = {"class": "unnamed"}
FIELDS = ("found", "who", "kind", "acts for", "anonymity", "number", "why unnamed", "via", "actor", "place", "no actor")
# What is reached, less a little: a change that reads one or two of a field worse passes, one that reads many does not.
FLOORS = dict(zip(FIELDS, (0.94, 0.96, 0.96, 0.94, 0.96, 0.97, 0.97, 0.96, 0.88, 0.84, 0.62), strict=True))
FLOORS_UNSEEN = dict(zip(FIELDS, (0.94, 0.81, 0.92, 0.70, 0.94, 0.90, 0.93, 0.92, 0.84, 0.77, 0.82), strict=True))


@cache
def passages(name: str) -> tuple[tuple[dict[str, Any], Extraction, tuple[Mention, ...]], ...]:
    """Return the passages of a gold file, each with what is read from it, and the mentions in all of its text."""
    with (GOLD / name).open("rb") as file:
        every = tomllib.load(file)["passage"]
    return tuple((passage, *_read(passage)) for passage in every)


def _read(passage: dict[str, Any]) -> tuple[Extraction, tuple[Mention, ...]]:
    page = parse(Article(passage["text"].strip(), published=passage.get("published"), outlet=passage.get("outlet")))
    extraction = extract(page)
    spoken = spoken_mentions(People(page), [(0, len(page.article.text))])
    said = (m for statement in extraction.statements for m in statement.mentions if m.role == "says")
    return extraction, (*spoken, *said)


def place_of(text: str, words: str, occurrence: int) -> tuple[int, int]:
    """Return where the words stand for the nth time, in code points; ValueError where they don't."""
    at = -1
    for _ in range(occurrence):
        at = text.index(words, at + 1)
    return at, at + len(words)


def scored(name: str) -> Iterator[tuple[str, bool, str]]:
    """Yield each field asked of the gold, whether it is read right, and the words to look at where it is not."""
    for passage, read, mentions in passages(name):
        text = read.article.text
        for gold in passage.get("statement", ()):
            start, end = place_of(text, gold["cue"], gold.get("occurrence", 1))
            here = [s for s in read.statements if any(c.start < end and start < c.end for c in s.cue)]
            shown = f"{gold['source']} | {gold['cue']} | {text[max(0, start - 60) : end + 40]!r}"
            yield "found", bool(here), shown
            if here:
                best = max(here, key=lambda s: sum(right for _, right, _ in of_statement(gold, s)))
                for field, right, ours in of_statement(gold, best):
                    yield field, right, f"{shown}: {field} {ours}"
        for gold in passage.get("mention", ()):
            place = place_of(text, gold["words"], gold.get("occurrence", 1))
            here_of = [m for m in mentions if m.span.start < place[1] and place[0] < m.span.end]
            field, right = of_mention(gold, here_of)
            yield (
                field,
                right,
                f"{gold['words']} ({gold['actor']}): {[(m.actor, m.role) for m in here_of]} | {text[:60]}",
            )


def of_statement(gold: dict[str, Any], ours: Statement) -> list[tuple[str, bool, str]]:
    speaker = ours.speaker
    name, kind, key = (speaker.name, speaker.kind, speaker.actor) if speaker is not None else ("", "", None)
    via = [source.name for source, _ in reversed(ours.via)]  # from the outlet's side inwards, as the gold has it
    why = ours.why_unnamed.words if ours.why_unnamed is not None else ""
    return [
        ("who", is_same(name, gold["who"]) or is_actor(key, gold["who"]), name),
        ("kind", kind == KINDS.get(gold["kind"], gold["kind"]), kind),
        ("acts for", is_actor(ours.acts_for, gold.get("acts_for", "")), str(ours.acts_for)),
        ("anonymity", ours.anonymity == gold["anonymity"], str(ours.anonymity)),
        ("number", ours.number == gold.get("number"), str(ours.number)),
        ("why unnamed", is_overlapping(why, gold.get("why_unnamed", "")), why),
        ("via", len(via) == len(gold.get("via", ())) and all(map(is_same, via, gold.get("via", ()))), str(via)),
    ]


def of_mention(gold: dict[str, Any], here: Iterable[Mention]) -> tuple[str, bool]:
    acting = [m.actor for m in here if m.role != "place"]
    if gold["use"] == "actor":
        return "actor", any(is_actor(key, gold["actor"]) for key in acting)
    if gold["actor"]:
        told = any(m.role == "place" and is_actor(m.actor, gold["actor"]) for m in here)
        return "place", told and not any(m.role == "spoken_of" and is_actor(m.actor, gold["actor"]) for m in here)
    listed = {actor.key for actor in lexicon.actors()}  # of "Karen Jordan" the person is right, the country is not
    return "no actor", not any(key in listed for key in acting)


def is_actor(key: str | None, gold: str) -> bool:
    """Whether the key is that of the country, body or person that the gold names."""
    if key is None or not gold:
        return (key or "") == gold
    if plain(key.replace("-", " ")) == plain(gold.replace("-", " ")):
        return True
    known = next((a for a in lexicon.actors() if a.key == key), None)
    return known is not None and folded(gold) in {folded(n) for n in (known.key, known.name, *known.aliases)}


def is_same(ours: str, gold: str) -> bool:
    """Whether the two name the same: all words of one, articles and number apart, are in the other."""
    one, other = plain(ours), plain(gold)
    return bool(one) and bool(other) and (one <= other or other <= one)


def is_overlapping(ours: str, gold: str) -> bool:
    """Whether most words of the shorter are in the other; two that are empty are the same."""
    one, other = plain(ours), plain(gold)
    return 2 * len(one & other) >= min(len(one), len(other)) if one and other else not one and not other


def folded(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()


def plain(name: str) -> set[str]:
    small = set("the a an of in for at and 's ’s two three four several some".split())
    words = (w.strip(".,“”\"'").removesuffix("'s").removesuffix("’s") for w in folded(name).split())
    return {w for w in words if w not in small}


def shares(name: str) -> tuple[dict[str, float], list[str]]:
    asked, right, wrong = Counter[str](), Counter[str](), list[str]()
    for field, is_right, shown in scored(name):
        asked[field] += 1
        right[field] += is_right
        if not is_right:
            wrong.append(f"{field}: {shown}")
    return {field: right[field] / asked[field] for field in asked}, wrong


@pytest.mark.parametrize("field", FIELDS)
def test_passages_written_before_the_rules_are_read(field: str) -> None:
    reached, wrong = shares("sources.toml")
    assert reached[field] >= FLOORS[field], "\n".join(w for w in wrong if w.startswith(field))


@pytest.mark.parametrize("field", FIELDS)
def test_passages_of_somebody_who_knew_no_rule_are_read(field: str) -> None:
    reached, _ = shares("sources_unseen.toml")
    assert reached[field] >= FLOORS_UNSEEN[field]


# ---------------------------------------------------------------- a hundred pronouns and short names


def test_pronouns_and_short_names_stand_for_whom_a_reader_takes_them() -> None:
    """Of a hundred places of a corpus 85 or more are right, 5 or fewer name somebody else, the rest is open."""
    corpora = os.environ.get("TRACKER_CORPORA")
    if not corpora:
        pytest.skip("TRACKER_CORPORA does not name a folder with attributions_dev.jsonl.gz")
    with (GOLD / "who.tsv").open(encoding="utf-8", newline="") as file:
        gold = list(csv.DictReader(file, delimiter="\t"))
    articles = _articles(Path(corpora) / "attributions_dev.jsonl.gz", {row["article"] for row in gold})
    read = {id_: extract(parse(article)) for id_, article in articles.items()}
    outcomes = Counter(_outcome(read[row["article"]], row) for row in gold)
    assert outcomes["right"] >= 85, outcomes
    assert outcomes["wrong"] <= 5, outcomes


def _articles(path: Path, wanted: set[str]) -> dict[str, Article]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [row for line in lines if (row := json.loads(line))["id"] in wanted]
    return {
        row["id"]: Article(
            row["text"], given_id=row["id"], published=row["published"], published_from="given", outlet=row["outlet"]
        )
        for row in rows
    }


def _outcome(read: Extraction, row: dict[str, str]) -> str:
    """Whether the source at the place is read right, as somebody else, or left open: nobody, or only described."""
    start, end = int(row["start"]), int(row["end"])
    sources = [(_shared(span.start, span.end, start, end), s) for s in read.statements for span in s.source]
    nearest = max(sources, key=lambda one: one[0], default=(0.0, None))
    speaker = nearest[1].speaker if nearest[1] is not None and nearest[0] >= 0.5 else None
    if speaker is None:
        return "right" if row["who"] == "?" else "open"
    if any(is_same(speaker.name, who) or is_actor(speaker.actor, who) for who in row["who"].split(";")):
        return "right"
    words = read.article.text[start:end]
    is_described = speaker.local and plain(speaker.name) <= plain(words)
    return ("right" if row["who"] == "?" else "open") if is_described else "wrong"


def _shared(start: int, end: int, other_start: int, other_end: int) -> float:
    """The share of two places that both cover."""
    common = min(end, other_end) - max(start, other_start)
    return common / (max(end, other_end) - min(start, other_start)) if common > 0 else 0.0


# ---------------------------------------------------------------- one rule at a time


def read(text: str, published: str | None = "2022-03-14") -> tuple[Statement, ...]:
    return extract(parse(Article(text, published=published))).statements


def first(text: str, published: str | None = "2022-03-14") -> Statement:
    return read(text, published)[0]


def name_of(statement: Statement) -> str | None:
    return statement.speaker.name if statement.speaker is not None else None


@pytest.mark.parametrize(
    ("text", "speaker", "via"),
    [
        (
            "Interfax quoted the harbour master, Oleg Sumin, as saying that the lock was shut.",
            "Oleg Sumin",
            ["Interfax"],
        ),
        ("Oleg Sumin was quoted by Interfax as saying that the lock was shut.", "Oleg Sumin", ["Interfax"]),
        ("The Harbour Post, citing two pilots, said the lock was shut.", "pilots", ["Harbour Post"]),
        ("The Harbour Post reported on Friday, citing two pilots, that the lock was shut.", "pilots", ["Harbour Post"]),
        ("It was dark, and the Harbour Post, citing a pilot, reported that it shut.", "pilot", ["Harbour Post"]),
        ("The lock was shut, news agency Harbour reported, citing the office.", "office", ["Harbour"]),
        ("According to Radio Harbour, which cited two pilots, the lock was shut.", "pilots", ["Radio Harbour"]),
        ("The lock was shut, two pilots told the court.", "pilots", []),
        ("In May, 48 percent of pilots said that the lock was shut.", "48 percent of pilots", []),
    ],
)
def test_who_is_cited_speaks_and_who_cites_passes_it_on(text: str, speaker: str, via: list[str]) -> None:
    said = first(text)
    assert (name_of(said), [source.name for source, _ in said.via]) == (speaker, via)


@pytest.mark.parametrize(
    "name", ["Gerhard de Kock", "Charles de Gaulle", "Onno van der Berg", "Carla von der Leyden", "Luis Alva y Castro"]
)
def test_a_name_with_small_words_in_it_is_one_name(name: str) -> None:
    assert [name_of(one) for one in read(f"The assets rose in May, Reserve Bank Governor {name} said.")] == [name]


def test_the_company_is_not_whom_its_spokesman_told() -> None:
    said = read("Volkswagen will sell a plant, spokesman Oleg Sumin told Reuters. The company said it would grow.")
    assert name_of(said[-1]) == "Volkswagen"


def test_who_is_named_first_speaks_whatever_the_parser_makes_of_what_is_said_of_him() -> None:
    text = (
        "Wednesday added one more development to the list: Sen. Otto Lind of Dol, a candidate mathematically "
        "eliminated from winning the nomination on the first ballot, naming Ada Hale as his running mate."
    )
    assert [name_of(one) for one in read(text)] == ["Otto Lind"]


def test_she_who_said_what_somebody_is_just_said_to_have_said_is_that_somebody() -> None:
    before = "Senator Ada Hale was not the first to write of the letters."
    said = '"I don\'t know anything about Otto Lind and the letters," she said. "I\'ve never heard it before."'
    found = [one for one in read(f"{before} Asked Tuesday about Lind, Finch said {said}") if one.stance != "question"]
    assert [(name_of(one), one.content[0].words[:15]) for one in found] == [("Finch", "\"I don't know a")]


@pytest.mark.parametrize(
    ("before", "via"),
    [("Radio Harbour said that the lock was shut.", ["Radio Harbour"]), ("The lock was shut.", [])],
)
def test_it_that_cites_somebody_is_whoever_it_stands_for_or_nobody(before: str, via: list[str]) -> None:
    said = read(f"{before} It quoted a pilot as saying that a ship had sunk there.")[-1]
    assert (name_of(said), [source.name for source, _ in said.via]) == ("pilot", via)


@pytest.mark.parametrize(
    "text",
    [
        "The Harbour Post reported, citing two US officials who asked not to be named, that the lock was shut.",
        "The Harbour Post reported on Friday, citing two pilots, that the lock was shut.",
        "Oleg Sumin was quoted by Interfax as saying that the lock was shut.",
    ],
)
def test_who_is_cited_is_no_part_of_what_is_said(text: str) -> None:
    assert [span.words for span in first(text).content] == ["that the lock was shut"]


def test_what_somebody_is_quoted_as_saying_is_the_content_alone() -> None:
    said = first("Interfax quoted the harbour master, Oleg Sumin, as saying that the lock was shut.")
    assert [span.words for span in said.content] == ["that the lock was shut"]
    assert [span.words for span in said.source] == ["the harbour master, Oleg Sumin"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            "A pilot, who asked not to be named because the inquiry is open, said the lock was shut.",
            "because the inquiry is open",
        ),
        (
            "A pilot said the lock was shut, speaking on condition of anonymity in line with company rules.",
            "in line with company rules",
        ),
        (
            "A pilot, who is not authorized to speak to the press, said the lock was shut.",
            "who is not authorized to speak",
        ),
        (
            "Two pilots said the lock was shut. They spoke on condition of anonymity to discuss an open inquiry.",
            "to discuss an open inquiry",
        ),
        (
            "A pilot who would not give his name for fear of losing his post said the lock was shut.",
            "for fear of losing",
        ),
        ("A pilot, who asked not to be named, said the lock was shut because the pump had failed.", ""),
        ("Oleg Sumin said he would not be named chairman because the board was split.", ""),
    ],
)
def test_the_reason_for_anonymity_is_kept_where_the_article_gives_one(text: str, why: str) -> None:
    found = [s.why_unnamed.words for s in read(text) if s.why_unnamed is not None]
    assert bool(found) == bool(why)
    assert all(words.startswith(why) for words in found)


@pytest.mark.parametrize(
    ("source", "anonymity", "number"),
    [
        ("Oleg Sumin, a pilot,", "named", None),
        ("The harbour office", "named", None),
        ("A pilot", "unnamed", 1),
        ("Two senior pilots", "unnamed", 2),
        ("Several pilots", "unnamed", None),
        ("Pilots", "unnamed", None),
        ("Oleg Sumin and three pilots", "mixed", 3),
        ("A spokesman for the harbour office", "unnamed", 1),
    ],
)
def test_a_source_is_named_or_not_and_counted_where_its_words_count(
    source: str, anonymity: str, number: int | None
) -> None:
    said = first(f"{source} said the lock was shut.")
    assert (said.anonymity, said.number) == (anonymity, number)


@pytest.mark.parametrize(
    ("text", "published", "holder"),
    [
        ("The US secretary of state said the talks had failed.", "2017-08-09", "rex-tillerson"),
        ("The US secretary of state said the talks had failed.", "2022-08-09", "antony-blinken"),
        ("The British prime minister said the talks had failed.", "2017-08-09", "theresa-may"),
        ("The British prime minister said the talks had failed.", None, None),
        ("The prime minister said the talks had failed.", "2017-08-09", None),
    ],
)
def test_an_office_is_that_of_who_held_it_on_the_day(text: str, published: str | None, holder: str | None) -> None:
    speaker = first(text, published).speaker
    assert speaker is not None
    assert (speaker.kind, speaker.actor) == ("office", holder)


def test_all_who_speak_together_say_it() -> None:
    for text in (
        "France and Germany said the talks had failed.",
        "French and German officials said the talks had failed.",
    ):
        assert {m.actor for m in first(text).mentions if m.role == "says"} >= {"FRA", "DEU"}


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("the crew had slept in Moscow", "place"),
        ("the crew had flown to Moscow", "place"),
        ("the crew had visited Moscow", "place"),
        ("Moscow residents had slept badly", "place"),
        ("the crew had driven through Kyiv and Moscow", "place"),
        ("Moscow had shut the lock", "spoken_of"),
        ("the crew had asked for help from Moscow", "spoken_of"),
        ("the talks with Moscow had failed", "spoken_of"),
        ("Moscow's demands were old", "spoken_of"),
    ],
)
def test_a_name_tells_where_or_who(words: str, role: str) -> None:
    said = first(f"A pilot said that {words}.")
    assert {m.role for m in said.mentions if m.actor == "RUS"} == {role}


@pytest.mark.parametrize(
    "words", ["the salad had Russian dressing", "the mule was a Moscow mule", "the Turkey Club sold"]
)
def test_what_is_only_called_after_a_country_is_neither_actor_nor_place(words: str) -> None:
    assert not first(f"The cook said that {words}.").mentions


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Yang Jiechi came. Mr Yang said the lock was shut.", ["Yang Jiechi"]),
        ("The rebels' chief delegate, who goes by the name Azad, said the truce was dead.", ["Azad"]),
        ("President of the Harbour Association Carlos Brito said the lock was shut.", ["Carlos Brito"]),
        ("Karl Brandt and his sister Heidi Brandt came. Mr Brandt said the lock was shut.", ["Karl Brandt"]),
        ("Heidi Brandt came with Karl Brandt. Karl Brandt sat. Brandt said the lock was shut.", ["Karl Brandt"]),
        (
            "The US and Oleg Sumin agreed. The ministry's head, Anna Roth, sat. He said the lock was shut.",
            ["Oleg Sumin"],
        ),
        ('"We shut the lock," Oleg Sumin said. "I did it."', ["Oleg Sumin"]),
        ("The Harbour Protection Agency was late. The agency said the lock was shut.", ["Harbour Protection Agency"]),
        ("Brandt says the lock is shut.\n\nKarl Brandt came in May.", ["Karl Brandt"]),
        ("Brandt says the lock is shut.\n\nKarl Brandt and Heidi Brandt came in May.", ["Brandt"]),
        ("Jordan says the lock is shut.\n\nMichael Jordan came in May.", ["Jordan"]),
        ("Ford says it will shut the lock.\n\nDoug Ford came in May.", ["Ford"]),
        ("Karl Brandt came in May. A Brandt aide said the lock was shut.", ["Brandt aide"]),
        ("Karl Brandt came in May. Brandt supporters said the lock was shut.", ["Brandt supporters"]),
        ("A Brandt spokesman, Otto Lind, said the lock was shut. Karl Brandt came.", ["Otto Lind"]),
        ("A spokesman for Karl Brandt, Otto Lind, said the lock was shut.", ["Otto Lind"]),
        ("A lawyer for the Kremlin, Otto Lind, said the lock was shut.", ["Otto Lind"]),
        (
            "A dock official close to the talks said the lock was shut. The dock official said it rained. "
            "Another dock official said it snowed. The port official said it froze.",
            ["dock official close to the talks"] * 2 + ["dock official", "port official"],
        ),
        ("An adviser to Karl Brandt, Otto Lind, said the lock was shut.", ["Otto Lind"]),
        ("Mayor Bill Otting came. The mayor said the lock was shut. Otting said it froze.", ["Bill Otting"] * 2),
        (
            "His first wife, Ivana Trump, said the lock was shut. She said it froze. Ms. Trump said it rained. "
            "Mr. Trump said it did not. Trump said it snowed.",
            ["Ivana Trump"] * 3 + ["Donald Trump"] * 2,
        ),
        ("Michelle Obama said it froze. Mr. Obama said it did not.", ["Michelle Obama", "Barack Obama"]),
        ("Bill Clinton came. Mrs. Clinton said it froze.", ["Mrs. Clinton"]),
        ("James Comey came. Jim Comey said it froze. Comey said it rained.", ["James Comey"] * 2),
        ("Michael Pence said it froze.", ["Mike Pence"]),
        ("Nobody came\n\nOtto Lind (right) — a former judge — said the lock was shut.", ["Otto Lind"]),
        ("Nobody came\n\nNATO — which runs the port — said the lock was shut.", ["NATO"]),
        ("Harbour shut\n\nSUDRIA CITY (AFP) – The Brandt troops said the lock was shut.", ["Brandt troops"]),
        ("AG Heidi Brandt came. Brandt said the lock was shut.", ["Heidi Brandt"]),
        ("The Minister of Trade and Industry Hajime Tamura came. Tamura said it froze.", ["Hajime Tamura"]),
        ("Reps. Otto Lind and Heidi Brandt said the lock was shut.", ["Otto Lind"]),
        (
            "Otto Lind asked Karl Brandt whether the lock was shut.\n\n“It is. I shut it,” he said. He said it froze.",
            ["Otto Lind", "Karl Brandt", "Karl Brandt"],
        ),
        ("Karl Brandt was asked by Otto Lind whether it froze. He said it did not.", ["Otto Lind", "Karl Brandt"]),
        ("Otto Lind asked Karl Brandt to shut the lock. He said it was late.", ["Otto Lind"] * 2),
        ("Dock Bank Ltd <DOCK.S> senior economist Otto Lind said the lock was shut.", ["Otto Lind"]),
        ('"The lock was shut," Morgan Grenfell and Co Ltd economist Stephen Bell said.', ["Stephen Bell"]),
        ('"The lock was shut," said Jardine Fleming (Securities) Ltd analyst Otto Lind.', ["Otto Lind"]),
        ("The lock was shut, according to Dock Commissioner Liam O’Hara.\n\nO’Hara left.", ["Liam O'Hara"]),
    ],
)
def test_short_names_and_pronouns_stand_for_who_is_named(text: str, names: list[str]) -> None:
    assert [name_of(s) for s in read(text)] == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The 26-year-old says he shut the lock in May.", "26-year-old"),
        ("Laughing: One British user joked that the lock was a fake.", "British user"),
        (
            "A keeper who received a hotel stay after spending a week on the wall insisted that the lock was shut.",
            "keeper",
        ),
        ("The keeper's reps denied that the lock was shut.", "The keeper's reps"),
        ("Standard and Poor's said the lock was shut.", "Standard and Poor's"),
        ("Standard and Poor's Corp said the lock was shut.", "Standard and Poor's Corp"),
        ("According to Standard and Poor's, the lock is shut.", "Standard and Poor's"),
        ("Analysts at Standard and Poor's said the lock was shut.", "Analysts at Standard and Poor's"),
        ("S and P said it would review the lock.", "S and P"),
        ("Merck and Co said the lock was shut.", "Merck and Co"),
        ("Marks and Spencer said the lock was shut.", "Marks and Spencer"),
        ("Merck & Co. said the lock was shut.", "Merck & Co"),
        ("Heidi Brandt released her records in July, which showed that the lock was shut.", "her records"),
        ("Procter and Gamble Co said the lock was shut.", "Procter and Gamble Co"),
        ("Lloyd's said the lock was shut.", "Lloyd's"),
        ("Harrods and Macy's said the lock was shut.", "Harrods"),
        ("Agents B and C said the lock was shut.", "Agents B"),
        ("A friend of Brown's said the lock was shut.", "friend of Brown"),
        ("The powerful and secretive Tarn Council said the lock was shut.", "Tarn Council"),
        ("The Energy and Commerce Committee said the lock was shut.", "Energy and Commerce Committee"),
        ("Politically active groups said the lock was shut.", "Politically active groups"),
        ("So-called experts said the lock was shut.", "So-called experts"),
        (
            "The lock was shut, sources close to finance minister Edouard Balladur said.",
            "sources close to finance minister Edouard Balladur",
        ),
        ("Newly elected lawmakers said the lock was shut.", "Newly elected lawmakers"),
        (
            "Officials at Harbour Security, a division of Docks and Customs Enforcement for the North and its "
            "Islands and Straits, said the lock was shut.",
            "Officials at Harbour Security, a division of Docks and Customs Enforcement for the North",
        ),
        ("A senior White House official said it rained.", "senior White House official"),
        ("U.S. Agriculture Department officials said it rained.", "US Agriculture Department officials"),
        ("A statement issued by the Treasury said it rained.", "statement issued by the Treasury"),
        ("A New York Times/CBS News poll said it rained.", "New York Times/CBS News poll"),
        ("The Gull Times/Quay News reported that it rained.", "Gull Times/Quay News"),
        ("The Fed Jan. 8 said it rained.", "Fed"),
        ("A spokesman for Dock AG <DOCK.F> said it rained.", "spokesman for Dock AG"),
        ("An Irish Dock Bank plc spokesman said it rained.", "Irish Dock Bank plc spokesman"),
        ("The Dock Community (DC) farm ministers said it rained.", "Dock Community farm ministers"),
        (
            "An American Farm Bureau Federation (AFBF) official said it rained.",
            "American Farm Bureau Federation official",
        ),
    ],
)
def test_a_source_that_is_not_named_is_described_without_what_only_stands_beside_it(text: str, name: str) -> None:
    assert [name_of(s) for s in read(text)] == [name]


@pytest.mark.parametrize(
    ("company", "name"),
    [
        ("<Gull Air Inc>", "Gull Air Inc"),
        ("Gull Air AG [GULG.F]", "Gull Air AG"),
        ("Gull Air (GULL.L) Plc", "Gull Air Plc"),
        ("Gull (U.K.) Ltd", "Gull (U.K.) Ltd"),
        ("Gull (UK) Ltd", "Gull (UK) Ltd"),
        ("The National Union of Dockers (NUD)", "National Union of Dockers"),
        ("Bank Indonesia", "Bank Indonesia"),
        ("Radio Moscow", "Radio Moscow"),
        ('"It rained.">Gull Air', "Gull Air"),
    ],
)
def test_a_company_speaks_by_its_name_without_marks_and_short_forms(company: str, name: str) -> None:
    assert [name_of(s) for s in read(f"{company} said it had sued the port.")] == [name]


@pytest.mark.parametrize(
    "name",
    [
        "Nguyễn Thị Ánh Tuyết",
        "Müge O'Donnell-Šťastná",
        "J. R. R. Baird-Smith",
        "Ji-won Seo-Kim",
        "Владимир Орлов",
        "李小龙",
        "محمد العلي",
        "Ab" * 100,
        "-" * 200,
        "’’’",
    ],
)
def test_names_in_any_script_and_of_any_length_pass_through_unharmed(name: str) -> None:
    text = f"{name}, a pilot, said the lock was shut. {name} said it again."
    extraction = extract(parse(Article(text, published="2022-03-14")))
    for statement in extraction.statements:
        for span in (*statement.source, *statement.content, *(m.span for m in statement.mentions)):
            assert text[span.start : span.end] == span.words
    named = {s.speaker.name for s in extraction.statements if s.speaker is not None}
    assert all(part in text for shown in named for part in shown.split())


def test_a_body_that_stands_in_the_name_of_who_speaks_is_looked_for_once() -> None:
    text = (
        "In a long lecture arranged by the Export-Import Bank, Olsen, the bank's senior economist also said he "
        "believed that the krone was weak and could rise by 10 pct."
    )
    said = extract(parse(Article(text))).statements  # "the bank" would take up the bank that it is a part of
    assert any("could rise" in span.words for statement in said for span in statement.content)


# ---------------------------------------------------------------- what the store keeps


def test_the_store_keeps_who_is_not_named_and_why_and_a_place_apart_from_actors(tmp_path: Path) -> None:
    text = (
        "Two US officials, who asked not to be named because the talks are private, said the envoy had slept in Rome."
    )
    with closing(Store.open(tmp_path / "tracker.db")) as store:
        list(ingest([Article(text, published="2022-03-14")], store))
        said = [tuple(row) for row in store.rows("select anonymity, number from statements where stance = 'assert'")]
        why = [row[0] for row in store.rows("select words from spans where role = 'unnamed'")]
        places = [tuple(row) for row in store.rows("select country, words from places join spans on n = span")]
        acting = {row[0] for row in store.rows("select actor from mentions")}
    assert said == [("unnamed", 2)]
    assert why == ["because the talks are private"]
    assert places == [("ITA", "Rome")]
    assert acting == {"USA"}


def test_a_store_of_before_gains_the_new_columns_and_keeps_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "tracker.db"
    db = Database(path)
    migrations.apply(db, stop_before="m002_whether_sources_are_named_and_places")
    db.close()
    with closing(Store.open(path)) as store:
        assert not list(store.rows("select anonymity, number from statements"))
        assert not list(store.rows("select country from places"))
