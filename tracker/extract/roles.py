"""Words for those who speak: people by what they do, offices that one person holds, bodies and documents.

One list for each, since several finders ask: who may be "he", what may be a source, which noun beside a name makes it a
person's.
"""

from __future__ import annotations

from spacy.tokens import Token

# What a title or an office tells of who bears it.
_MEN = "mr sir lord king prince spokesman chairman congressman businessman"
_WOMEN = "mrs ms lady dame queen princess spokeswoman chairwoman congresswoman businesswoman"
GENDERS = dict.fromkeys(_MEN.split(), "m") | dict.fromkeys(_WOMEN.split(), "f")

# What people are in news: "the spokesman" may be taken up again, and tells that the name beside it is a person's.
ROLES = set(
    "spokesman spokeswoman spokesperson minister president adviser advisor secretary ambassador diplomat director "
    "chief head leader senator representative governor mayor general chairman chairwoman chairperson chair member "
    "analyst professor expert economist lawyer attorney judge prosecutor strategist manager executive official "
    "officer commander king queen prince premier chancellor lawmaker congressman congresswoman candidate nominee "
    "founder envoy negotiator delegate deputy aide editor reporter journalist author activist doctor coordinator "
    "commissioner counsel dealer trader broker treasurer partner scientist researcher bishop pope cardinal priest "
    "ceo imam sheriff colonel speaker captain lieutenant sergeant major admiral mp sen rep gov gen col dr mr mrs ms "
    "sir lord lady dame sheikh taoiseach tánaiste archbishop emir sultan ayatollah rabbi marshal brigadier".split()
)
# Offices that one person at a time holds: without a name they still say who speaks.
OFFICES = set(
    "president minister chancellor premier secretary king queen emir sultan pope taoiseach governor mayor "
    "ambassador attorney speaker".split()
)
OCCUPATIONS = set(
    "nurse master teacher driver farmer student engineer pilot baker fisherman writer historian singer actor actress "
    "soldier pastor shopkeeper owner resident surgeon electrician veteran mother father widow pensioner refugee "
    "witness banker politician businessman businesswoman lobbyist consultant psychologist poet worker neighbor "
    "neighbour parent grower auctioneer flatmate roommate landlord landlady tenant coach substitute striker "
    "goalkeeper defender captain midfielder lecturer schoolteacher headteacher principal biologist physicist "
    "chemist geologist meteorologist sociologist criminologist epidemiologist virologist economist statistician "
    "philosopher theologian columnist correspondent broadcaster anchor presenter host producer filmmaker "
    "photographer artist painter sculptor musician composer conductor drummer guitarist comedian novelist "
    "playwright critic publisher blogger youtuber entrepreneur investor financier developer builder contractor "
    "carpenter plumber mechanic miner fisher docker sailor skipper trucker cabbie courier postman firefighter "
    "fireman paramedic midwife dentist pharmacist vet psychiatrist therapist carer caretaker cleaner cook chef "
    "waiter waitress bartender butcher grocer florist tailor hairdresser gardener ranger shepherd hunter jeweller "
    "jeweler retailer vendor seller buyer customer client guest tourist visitor traveller traveler passenger "
    "commuter cyclist motorist pedestrian hiker climber swimmer athlete sprinter boxer golfer jockey campaigner "
    "organizer organiser protester demonstrator volunteer donor supporter voter citizen villager islander townsman "
    "survivor victim hostage prisoner inmate detainee defector dissident migrant orphan child boy girl man woman "
    "husband wife son daughter brother sister uncle aunt cousin grandmother grandfather friend colleague classmate "
    "teammate successor predecessor counterpart rival opponent ally confidant insider whistleblower informant "
    "investigator inspector detective auditor regulator accountant clerk bailiff magistrate solicitor barrister "
    "advocate mediator interpreter translator guide monk nun vicar chaplain mullah cleric missionary scholar "
    "academic dean rector provost chancellor fellow trustee councillor councilman councilwoman alderman "
    "commissioner legislator backbencher peer baroness duke duchess princess emperor billionaire millionaire "
    "tycoon magnate mogul oligarch heir heiress celebrity model designer architect planner surveyor programmer "
    "hacker technician specialist pollster forecaster person source observer participant attendee bystander "
    "onlooker passer-by member gunman suspect defendant plaintiff fugitive warlord fighter rebel militant insurgent "
    "guerrilla partisan jihadist peacekeeper conscript recruit reservist gunner paratrooper marine cadet".split()
)
_MANY = set(
    "people police folk staff crew authorities troops forces colleagues officials republicans democrats".split()
)  # in the plural alone, or plural without an s
BODIES = set(
    "television radio tv intelligence media press newswire ministry government campaign company embassy "
    "department committee army court agency party group organisation organization council commission union bank "
    "firm newspaper paper magazine network station bureau office administration team parliament senate police "
    "military authority regime panel board association delegation side junta staff service headquarters mission "
    "command navy hospital school university church charity foundation institute club airline operator watchdog "
    "broadcaster channel website outlet tabloid daily weekly periodical militia coalition alliance movement "
    "presidency cabinet treasury chamber congress legislature assembly secretariat consulate tribunal federation "
    "league society fund lobby syndicate consortium carrier maker manufacturer retailer chain utility exchange "
    "centre center museum theatre theater zoo brigade force palace directorate inspectorate observatory body "
    "startup brewery bakery winery pub hotel".split()
)
DOCUMENTS = set(
    "report statement letter poll survey study document memo article filing lawsuit indictment data record email "
    "book tweet post message transcript video speech editorial column paper analysis text note communique "
    "communiqué resolution complaint affidavit story figure statistic law bill treaty constitution agreement "
    "accord readout draft audit dossier leaflet pamphlet brochure bulletin newsletter broadcast cable dispatch "
    "release datum memorandum petition ruling verdict judgment judgement subpoena warrant contract leak file research "
    "finding census questionnaire footage recording tape photo photograph image map chart graph film documentary "
    "podcast notice sign poster banner manifesto declaration proclamation decree estimate forecast "
    "headline caption".split()
)


def is_human(noun: Token) -> bool:
    """Whether a noun is a word for people, one or many; names are not asked about here."""
    lemma = noun.lemma_.lower()
    return lemma in ROLES or lemma in OCCUPATIONS or noun.lower_ in _MANY
