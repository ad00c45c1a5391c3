"""Words by which an outlet judges a claim in its own voice, and words for what it may judge."""

from __future__ import annotations

import re

from tracker.extract.words import WRONGLY

# What is said: of these falsehood and truth are said at all times.
CLAIMS = set(
    "claim allegation accusation report story rumour rumor assertion tale account article post quote quotation "
    "statement theory news headline message legend information posting piece blog comment remark".split()
)
PICTURES = set("photo photograph picture image video footage clip recording audio screenshot tape".split())
# What can be forged.
THINGS = PICTURES | set(
    "letter document memo email e-mail tweet page website site account quote quotation post leaflet flyer poster "
    "certificate invoice interview transcript diary map signature leak announcement ad advert advertisement".split()
)
RULES = set("order law decree rule ban plan list agreement deal directive treaty clause scheme".split())
HEARSAY = {"claim", "rumour", "rumor", "allegation", "speculation"}

MADE_FALSE = set(
    "doctored staged faked fabricated forged photoshopped manipulated altered invented debunked disproved disproven "
    "misattributed discredited dispelled refuted".split()
)
# Said of "it" and "that" too, these can only mean that something is not so.
SURELY_FALSE = set("fake hoax hoaxes prank forgery fabrication untrue false bogus lie lies baseless unfounded".split())
FALSE = (
    SURELY_FALSE
    | MADE_FALSE
    | set(
        "baseless groundless unfounded bogus incorrect inaccurate unsubstantiated misleading erroneous wrong phony "
        "phoney fictitious fictional apocryphal satirical satire spoof parody montage photomontage deepfake myth lie "
        "nonsense disinformation misinformation invention fiction bullshit hogwash baloney bunk rubbish".split()
    )
)
TRUTH = {"true", "case", "real"}
TRUE = TRUTH | set("genuine authentic real accurate correct".split())
FALSELY = set(
    "false fake bogus hoax fabricated doctored phony phoney untrue baseless unfounded groundless debunked".split()
)
SATIRE = {"satirical", "satire", "parody", "spoof", "humour", "humor"}
POINTING = {"it", "this", "that"}
SITES = set("site website outlet page publication blog newspaper paper magazine portal account".split())
COMING_FROM = set("come originate appear begin start publish post stem take create invent write run carry pull".split())
# What goes round under a false name; a false statement or a fake passport is made for a crime.
CONTESTED = (PICTURES - {"tape", "recording"}) | set(
    "claim report story rumour rumor article post tweet quote letter headline theory".split()
)
CRIMES = set(
    "charge accuse arrest convict sentence file submit possess use sell sign fine sue indict jail prosecute guilty "
    "plead crime fraud".split()
)
NEGATIONS = {"not", "n't", "n’t", "never", "hardly"}
FACTS = {"fact", "truth", "problem", "issue", "reality", "trouble", "catch"}  # "the problem is that it is a hoax"
SEEMING = {"appear", "seem", "look"}
PROVING = set("turn prove expose reveal unmask show find".split())
SAYING = set(
    "claim say state report suggest allege assert tell write declare announce proclaim boast contend insist maintain "
    "imply argue tweet".split()
)
FOOLING = set("fool dupe trick hoodwink deceive".split())
SHOWING = {"show", "depict", "portray"}
SPREADING = set("circulate spread go fool surface prompt cause trick emerge".split())
PASSED_ON = set(
    "fell fall falling shared share sharing spread spreading circulated circulating believed cited citing repeated "
    "repeating promoted promoting peddled peddling echoed echoing".split()
)
PEDDLING = set("cite repeat promote peddle echo share spread circulate amplify".split())
EVIDENCE = {"evidence", "proof", "truth", "basis", "foundation"}
PROOF = {"evidence", "proof"}
GIVING = set("offer provide give cite present produce".split())  # with "no proof"
AT_RISK = {"of", "for", "about", "in", "to"}  # after a word of truth: "true of most towns", "wrong about the wind"
ASIDE = {"reportedly", "allegedly", "supposedly", "apparently", "purportedly", "according"}

IDIOMS = {"luck", "thing", "way"}  # "no such luck"
OWN_WORKS = {"story", "article", "alert", "headline"}
BELIEFS = set("suspicion belief fear concern worry idea suggestion hint".split())

CLAIM_LINE = re.compile(r"\s*claim\s*:\s*\w", re.IGNORECASE)
# A verdict with its label stands by itself: "Status: False (see below)".
STATUS = re.compile(
    r"\s*(status|rating|verdict|ruling|conclusion)\s*:\s*((?:mostly |probably |completely )?(?:false|fake|hoax|untrue))"
    r"\s*(?:\([^()]*\))?\W*$",
    re.IGNORECASE,
)
VERDICT = re.compile(
    r"\s*(?:(?:status|rating|verdict|ruling|conclusion)\s*:\s*)?(?:mostly |probably |partly |completely )?"
    r"(?:false|fake|hoax|untrue|(?P<true>true))\W*$",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"[\s*]*((?:fake(?: news)?|hoax|false|debunked|untrue|bogus|hoax alert|fake news alert|false claim|correction|"
    r"corrections|retraction)(?: alert)?)\s*(?::|–|—|--?\s)\s*",
    re.IGNORECASE,
)
CORRECTS = re.compile(r"\s*(?:--?|–|—|\()\s*corrects\b", re.IGNORECASE)
VERSION = re.compile(
    r"(?P<earlier>\b(?:an?|the)\s+(?:earlier|previous|prior|original|initial)\s+version\s+of\s+)?"
    r"\b(?:this|our)\s+(?:article|story|report|post|headline|piece)\b",
    re.IGNORECASE,
)
# A sentence without any of these is not looked at.
TRIGGERS = (
    FALSE
    | TRUE
    | FALSELY
    | WRONGLY
    | SATIRE
    | EVIDENCE
    | set("such exist exists existed happen happened occurred occur contrary despite nope no this our".split())
    | set("turned turns reality dead alive hoax made site website actually really never rumour rumor hearsay".split())
    | set("lied lying nothing lies exaggerates exaggerated fiction falsehood fallacy discredited mistaken free".split())
    | set("what as fooled duped tricked hoodwinked deceived taken".split())
    | set("correction corrections corrects retraction show depict withdrawn retracted".split())
)
