"""The words that speak of meeting, and those around them that tell who may meet, shared by the finders of meetings."""

from __future__ import annotations

from tracker.extract.names import STATE_NOUNS
from tracker.extract.roles import BODIES, ROLES

# Verbs that need no object: "the ministers met"; of talking, "spoke by phone".
MEET = {"meet", "confer", "huddle", "gather", "convene", "reconvene", "regroup"}
TALK = {"speak", "talk", "negotiate", "consult", "chat", "converse"}
RECEIVE = {"receive", "host", "visit", "welcome", "entertain"}
PHONE = {"phone", "telephone", "ring"}
FACE_TO_FACE = {"come", "sit", "stand"}  # "came face to face", "sat face to face"
VERBS = (
    MEET
    | TALK
    | RECEIVE
    | PHONE
    | FACE_TO_FACE
    | {"dine", "lunch", "shake", "call", "discuss", "see", "exchange", "invite", "summon"}
)

# Nouns that by themselves speak of people who meet; then those that need others beside them to do so.
TALKS = set(
    "meeting talk talks summit negotiation conversation consultation dialogue discussion videoconference "
    "teleconference trilateral tete-a-tete".split()
)
MEALS = {"lunch", "dinner", "breakfast", "tea", "supper"}
_LOOSE = {"call", "audience", "session", "conference", "visit", "trip", "round"}
NOUNS = TALKS | MEALS | _LOOSE
LETTERS = {"letter", "message", "note", "telegram", "email", "e-mail", "correspondence"}

# What counts or measures the meeting that follows it: "hours of talks", "a round of talks".
MEASURES = set(
    "round series hour minute day week month year set bout session spate flurry string number rest start end middle "
    "beginning close conclusion opening resumption course second half couple pair sideline sidelines margin eve "
    "outcome result restart continuation lot deal plenty eruption burst".split()
)
CALENDAR_UNITS = {"hour", "minute", "day", "time", "week", "month"}  # "met for two hours in Geneva"

# Who acts; deeds and things that STATE_NOUNS has beside them do not meet anybody.
PEOPLE = (
    ROLES
    | STATE_NOUNS
    | set(
        "leader man woman people family group community delegation side counterpart team worker student activist "
        "member victim resident farmer elder chief colleague partner ally both rebel parliamentarian legislator "
        "executive banker faction opposition junta union federation guerrilla insurgent militant politician "
        "businessman historian scholar scientist expert mediator arbitrator dissident survivor relative premier "
        "emissary sherpa technocrat monarch royal statesman economist bishop cleric governor mayor board "
        "duo trio pair neighbour neighbor counsellor king pontiff patriarch intermediary representative rival "
        "participant chairman state nation country power".split()
    )
) - set(
    "attack invasion request demand proposal offer plan statement response claim oil gas war sanction threat warning "
    "pressure interest policy stance position aid support export import influence decision weapon arm missile "
    "drone propaganda national federal top foreign defence defense prime vice deputy senior aggression offensive "
    "operation strike assault reply denial allegation accusation assistance readout communique communiqué document "
    "dossier note briefing disinformation occupation action behaviour behavior intelligence news television "
    "security media newspaper mr mrs ms dr sir lord".split()
)
# Who only listens: news speaks of it after each meeting, "told reporters".
AUDIENCE = set(
    "reporter journalist media press newspaper tv television radio cnn analyst investor viewer reader listener "
    "supporter fan crowd voter tourist spectator interviewer columnist public audience anybody anyone nobody one "
    "everyone someone somebody wife husband girlfriend boyfriend mother father son daughter brother sister "
    "lawyer doctor editor".split()
)
# Of many members: "the cabinet met", "a meeting of the council".
BODIES_OF_MANY = set(
    "council cabinet committee parliament assembly board commission senate congress alliance bloc union coalition "
    "federation league g7 g8 g20 g-7 g-8 g-20 nato brics asean opec opec+ quad politburo presidium quartet "
    "troika panel".split()
)
BODY_NOUNS = BODIES | BODIES_OF_MANY

# What is played or argued before a public is no meeting: "meet in the final", "for the first debate".
BOUTS = set(
    "final semifinal semi-final quarterfinal quarter-final match game debate playoff play-off bout derby".split()
)
CONTESTS = BOUTS | set(
    "cup tournament league friendly championship qualifier innings kickoff kick-off fixture olympics stadium "
    "goalkeeper striker referee season medal scorer manager coach captain midfielder".split()
)

HOLDING = set(
    "hold have begin start resume conduct continue open attend complete finish wrap restart join enter lead chair "
    "convene host preside broker mediate get take make place do attend "
    "initiate launch pursue relaunch".split()
)
ENDING = set("end close conclude break collapse last run fail stall adjourn drag".split())
TAKING_PLACE = {"be", "take", "happen", "occur", "come", "go"}
# What is said of a meeting by those who hold it, plan it or do without it: their subject takes part in it.
ABOUT_A_MEETING = (
    HOLDING
    | ENDING
    | set(
        "plan schedule agree arrange organise organize postpone delay defer reschedule cancel scrap suspend abandon "
        "halt call refuse decline boycott reject skip snub spurn rule propose offer suggest seek want request demand "
        "urge expect discuss announce prepare break crash leave quit exit end restart revive welcome accept "
        "interrupt".split()
    )
)
