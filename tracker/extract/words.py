"""Words that decide what a statement does, where more than one finder needs them."""

from __future__ import annotations

# To say something, as against doing it: "refused to say" withholds a fact, "refused to go" does not.
INFORMING = set(
    "say comment discuss disclose reveal share describe identify name specify elaborate answer respond reply explain "
    "clarify confirm provide give offer speculate talk speak list detail divulge address return tell characterize "
    "characterise release expand acknowledge verify reply weigh".split()
)
# Those of them that need no object to withhold something: "did not respond", "would not comment".
ANSWERING = set("comment answer respond reply elaborate speculate say specify expand".split())
# Those that withhold nothing unless it is information that they are denied: "refused to give in", "would not return".
GIVING = set("provide give offer share list return release show address expand".split())
# What an article withholds from whoever asks: the object of "did not give", "were not sharing".
WITHHELD = set(
    "detail information source evidence name identity comment explanation reason intelligence specific figure timeline "
    "answer number equipment location motive date amount nature breakdown timetable call message email reaction".split()
)
CLAIM_NOUNS = set(
    "claim allegation accusation charge report suggestion idea notion assertion account story rumour rumor speculation "
    "characterization characterisation insinuation criticism assumption statement version implication premise".split()
)
# Of these a proposal too can be rejected, unless a clause with "that" follows: "rejected the idea that he had lied".
PROPOSAL_NOUNS = {"idea", "notion", "suggestion", "premise", "criticism"}
QUESTION_NOUNS = {"request", "question", "inquiry", "enquiry", "call", "message", "email"}
# What else is answered with words; a patient that does not respond to treatment keeps nothing back.
ASKING = (
    QUESTION_NOUNS
    | CLAIM_NOUNS
    | set(
        "letter query comment remark reporter journalist newspaper article lawsuit complaint voicemail text "
        "attempt".split()
    )
)
FALSE = set(
    "false untrue fake baseless groundless unfounded fabricated fabrication lie nonsense disinformation misinformation "
    "slander hoax fiction bogus incorrect inaccurate unsubstantiated fantasy myth invention rubbish libel".split()
)
# What can be denied to somebody, which denies no claim: "was denied entry", "denied the request".
GRANTED = set(
    "entry access permission visa bail asylum request right opportunity service admission parole funding coverage "
    "application appeal motion petition license licence chance credit benefit refuge passage sanctuary custody care "
    "aid help loan relief promotion membership recognition increase hike raise injunction stay extension exemption "
    "waiver".split()
)
CALENDAR = set(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December".split()
)
# ICD 203 (Office of the Director of National Intelligence, 2015) names the bands; modal verbs are how news words them.
CERTAINTY = set(
    "could may might likely unlikely probable probably improbable possible possibly perhaps remote apparently "
    "seemingly presumably potentially certain certainly conceivable reportedly allegedly supposedly maybe "
    "doubtful".split()
)
