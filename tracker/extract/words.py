"""Words that decide what a statement does, where more than one finder needs them."""

from __future__ import annotations

# To say something, as against doing it: "refused to say" withholds a fact, "refused to go" does not.
INFORMING = set(
    "say comment discuss disclose reveal share describe identify name specify elaborate answer respond reply explain "
    "clarify confirm provide give offer speculate talk speak list detail divulge address return tell characterize "
    "characterise release expand acknowledge verify weigh deny draw interview state".split()
)
# Those of them that need no object to withhold something: "did not respond", "would not comment".
ANSWERING = set("comment answer respond reply elaborate speculate say specify expand".split())
# Those that withhold nothing unless it is information that they are denied: "refused to give in", "would not return".
GIVING = set("provide give offer share list return release show address expand".split())
# What an article withholds from whoever asks: the object of "did not give", "were not sharing".
WITHHELD = set(
    "detail request information source evidence name identity comment explanation reason intelligence specific figure "
    "timeline answer number equipment location motive date amount nature breakdown timetable call message email "
    "reaction indication clue hint estimate forecast projection prediction".split()
)
CLAIM_NOUNS = set(
    "claim allegation accusation charge report suggestion idea notion assertion account story rumour rumor speculation "
    "characterization characterisation insinuation criticism assumption statement version implication premise finding "
    "conclusion narrative theory argument contention hint gossip description portrayal testimony rationale "
    "article".split()
)
# Of these a proposal too can be rejected, unless a clause with "that" follows: "rejected the idea that he had lied".
PROPOSAL_NOUNS = {"idea", "notion", "suggestion", "premise", "criticism"}
# What shows that something is so.
PROOF = {"evidence", "proof", "indication", "sign", "truth", "basis", "substance", "foundation"}
# What is held to be so, where a clause tells it: "the consensus that it was hacked", "fears that it may fail".
HELD = set(
    "consensus belief view conviction confidence certainty perception impression assessment fear possibility".split()
)
# Verbs, nouns and adjectives of doubting.
DOUBTS = set("doubt doubtful dubious skeptical sceptical skepticism scepticism".split())
# Where a claim is made in court: said to be "without merit", but turned down as a court turns it down.
LAWSUIT_NOUNS = {"lawsuit", "complaint", "suit", "case", "indictment", "petition"}
# What is shown as proof, and so contested where it is called false.
EVIDENCE = set(
    "video tape footage image photo photograph picture recording audio clip screenshot quote transcript".split()
)
# Words that somebody said or had printed: they may be unseemly or silly too, and are contested where called a lie.
REMARKS = set(
    "remark comment tweet retweet post posting ad advert advertisement commercial letter memo memorandum email e-mail "
    "message editorial headline dossier leaflet flyer flier mailer word".split()
)
# What numbers claim: contested where they are called inflated; a price is not.
FIGURES = {"figure", "number", "estimate", "statistic", "statistics", "toll", "tally", "datum", "data"}
# Words for a claim that stand in for it: "called it a lie", "that is false".
CLAIM_PRONOUNS = {
    "talk",
    "it",
    "this",
    "that",
    "these",
    "those",
    "they",
    "which",
    "all",
    "none",
    "nothing",
    "thing",
    "things",
}
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
# Words for what is not so. The first are said of nothing but claims; a passport too can be false, and a bomb a hoax; a
# plan too can be nonsense, a decision wrong, so that the last count only where they are said of a claim.
UNTRUE = set(
    "untrue baseless groundless unfounded unsubstantiated inaccurate incorrect slanderous libelous "
    "libellous defamatory disinformation misinformation falsehood untruth".split()
)
FALSE = (
    UNTRUE
    | set("false fabricated fabrication lie slander libel smear hoax invention propaganda erroneous".split())
    | {"fake news", "false news", "fairy tale"}
)
SILLY = set(
    "absurd ridiculous ludicrous preposterous laughable outlandish frivolous wrong mistaken fetched farfetched "
    "implausible scaremongering fearmongering smokescreen".split()
)
FALSE_OF_A_REMARK = (
    FALSE - {"propaganda"}
    | set(
        "fake bogus mischievous nonsense nonsensical fiction fictional fictitious fantasy fairytale myth rubbish "
        "misconception misperception mischaracterization mischaracterisation misrepresentation "
        "misreading dishonest deceptive disingenuous specious fallacy canard misleading spurious meritless "
        "unsupported invented concocted distortion "
        "distorted debunked untruthful fib figment "
        "doctored faked forged forgery staged manipulated manufactured".split()
    )
    | set(
        "baloney garbage hogwash crap bullshit hooey malarkey poppycock balderdash bunk bunkum claptrap twaddle tripe "
        "drivel hokum piffle codswallop".split()
    )
    | {"conspiracy theory", "tall tale", "hot air"}
)
FALSE_OF_A_CLAIM = FALSE | FALSE_OF_A_REMARK | SILLY
WRONGLY = set("wrongly wrongfully falsely incorrectly inaccurately mistakenly untruthfully erroneously".split())
# After a "not": "was not completely unfounded", "is not always so", of which some is, and at times.
WHOLLY = set("always necessarily completely entirely wholly totally altogether".split())
WRONGS = {"wrong", "illegal", "improper", "unlawful", "untoward"}  # what one says that one has done nothing of
TRUE = {"true", "accurate", "correct", "truth"}
# What a claim is said not to have: "had no merit", "without foundation".
GROUND = {"merit", "foundation", "basis", "substance", "truth", "validity", "ground", "grounds"}
# What can be denied to somebody, which denies no claim: "was denied entry", "denied the request".
GRANTED = set(
    "entry access permission visa bail asylum request right opportunity service admission parole funding coverage "
    "application appeal motion petition license licence chance credit benefit refuge passage sanctuary custody care "
    "aid help loan relief promotion membership recognition increase hike raise injunction stay extension exemption "
    "waiver food water medicine treatment justice freedom vote pay pension compensation clemency plea bid amendment "
    "accreditation tenure goal equaliser equalizer winner penalty hearing victory win title place spot point boarding "
    "shelter".split()
)
# What one admits: a mistake, not a guest.
ADMITTED = set(
    "mistake error guilt fault liability responsibility wrongdoing failure role part involvement charge count murder "
    "manslaughter theft fraud assault offence offense crime lie affair doping negligence shortcoming problem defeat "
    "use receipt failing flaw".split()
)
# Who grants or does not grant: what a court or a law denies, without a clause, is no claim.
GRANTING = set(
    "judge court tribunal magistrate jury justice law bill rule policy keeper goalkeeper goalie referee".split()
)
# What can be disputed that is no claim: a fine, a seat, an island.
CONTESTED = set(
    "fine ticket bill ruling decision verdict seat election will penalty goal territory border island land ownership "
    "sovereignty call result title dismissal sentence".split()
)
# What a deed contradicts: nothing that was claimed.
WILLED = set(
    "wish will desire spirit principle policy tradition law rule goal value aim order constitution interest mandate "
    "mission ideal treaty".split()
)
# What a senate confirms, a church, a guest: an act, not a fact.
APPOINTED = set(
    "nominee nomination appointment replacement candidate pick successor judge justice ambassador secretary booking "
    "reservation child".split()
)
APPOINTING = {"senate", "senator", "parliament", "congress", "legislature", "bishop", "pope", "republican", "democrat"}
# Who puts questions to people rather than to claims, and whom.
INTERROGATING = set("police detective officer investigator prosecutor agent lawyer fbi inspector".split())
# What was said, and so can be taken back: not troops, an offer or the landing gear.
SPOKEN = (CLAIM_NOUNS - {"idea", "notion"}) | set(
    "remark comment word testimony confession study paper tweet post apology admission criticism threat pledge "
    "endorsement denial warning complaint lie quote prediction estimate forecast".split()
)
# Whose word is that of whom they speak for: "a spokesman said the minister was not aware".
SPEAKING_FOR = {"spokesman", "spokeswoman", "spokesperson", "representative", "lawyer", "attorney", "aide", "agent"}
PRESS = set("reporter journalist press media newspaper police investigator prosecutor lawmaker court committee".split())
CALENDAR = set(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sep. Sept. Oct. Nov. Dec.".split()
)
SUNDAY_PAPERS = "Times Telegraph Express Mirror Mail Post Herald Star People Independent Tribune Mercury".split()
# How news words its doubts; which of them name a band of likelihood is known in `certainty`.
MODALS = {"could", "may", "might"}
CERTAINTY = MODALS | set(
    "likely unlikely probable probably improbable improbably possible possibly impossible perhaps remote apparently "
    "seemingly presumably potentially certain certainly conceivable conceivably reportedly allegedly supposedly maybe "
    "doubtful".split()
)
COMPANIES = set("Ltd Ltd. Plc PLC Inc Inc. Corp Corp. Co Co. Company AG SA GmbH LLC".split())
FIRM_PARTNERS = {"Co", "Co.", "Company", "Sons"}  # what "and" joins to the name of a firm
