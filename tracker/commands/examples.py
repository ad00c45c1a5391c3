"""Examples of each command, for its help and the pages of `tracker docs`: what is typed, and what it does.

Each runs as it stands on the sample articles of `data/articles`, whose ids these are, and a test runs them all.
"""

from __future__ import annotations

EXAMPLES: dict[str, tuple[tuple[str, str], ...]] = {
    "ingest": (
        ("tracker ingest article.txt", "Read one article; its date and outlet are read from its head."),
        (
            'tracker ingest articles/ --outlet "Harbour Post" --dry-run',
            "Show what each file of a folder would be taken for, and store nothing.",
        ),
    ),
    "watch": (
        ("tracker watch articles/", "Read what is in a folder, and each quarter of an hour what came into it."),
        ("tracker watch articles/ --every 30s", "Look every half minute."),
    ),
    "reread": (
        ("tracker reread", "Read again all articles that an older version read."),
        ("tracker reread a9xxqkgmknp", "Read one article again, whatever read it."),
    ),
    "extract": (
        ("tracker extract article.txt", "Print what an article says as JSON, without a store."),
        ('tracker extract article.txt --published "14 March 2022"', "Say when it was published, for its dates."),
    ),
    "timeline": (
        ('tracker timeline --actor Russia --since "13 March 2022"', "What Russia says, and what is said of it, since."),
        ("tracker timeline --kind denial --kind meeting", "Only denials and meetings."),
        ("tracker timeline --group story", "Each claim with what answers it."),
        ("tracker timeline --graph", "A lane for each actor over time."),
        ("tracker timeline --actor Russia --actor China --between", "What passed between two."),
    ),
    "disputed": (
        ("tracker disputed --about request", "Both sides of what is said about a request."),
        ('tracker disputed --as-of "14 March 2022"', "As it stood on that evening."),
    ),
    "claims": (
        ("tracker claims --actor Sullivan --role says", "What Jake Sullivan claims; a part of a name will do."),
        ('tracker claims --about "military equipment" --wide', "Claims with these words, with all that is known."),
    ),
    "denials": (
        ("tracker denials --actor China", "What China denies, and what is denied about it."),
        ("tracker denials --unlinked", "Denials whose claim was not found, for a person to look at."),
    ),
    "refusals": (
        ("tracker refusals", "Who declined to say what."),
        ("tracker refusals --outlet Harbour --format json", "Those that one outlet reports, for a program."),
    ),
    "meetings": (
        ("tracker meetings --actor China --status planned", "Meetings with China that are yet to come."),
        ("tracker meetings --place Rome", "Who met in Rome."),
    ),
    "sources": (
        ("tracker sources --unnamed", "Who speaks without a name."),
        ("tracker sources --sort latest --limit 5", "The five that spoke last."),
    ),
    "actors": (
        ("tracker actors --limit 10", "Ten of the countries, organisations and people of the store."),
        ("tracker actors --merged", "Those that others were merged into."),
    ),
    "articles": (
        ("tracker articles", "What was read, and where each date came from."),
        ('tracker articles --outlet "Capital Ledger"', "Those of one outlet."),
    ),
    "discarded": (
        ("tracker discarded", "What people hid as wrong."),
        ("tracker discarded --format csv", "The same for a spreadsheet."),
    ),
    "check": (
        (
            'tracker check "Russia asked China for military equipment"',
            "Who says so, who denies it, and which claims come near.",
        ),
        ('tracker check "NATO attacked Russia" --format json', "The same for a program."),
    ),
    "show": (
        ("tracker show cf1j1yk2n0j", "A claim with its words in their sentence, its reports and its answers."),
        ("tracker show cf1j", "The same: the beginning of an id will do, if only one begins so."),
    ),
    "verify": (
        ("tracker verify", "See that every stored word stands in its article."),
        ("tracker verify --format json", "A list of those that do not, for a program."),
    ),
    "search": (
        ('tracker search "drones OR equipment" --in claims', "Claims with either word, the best first."),
        ('tracker search "NEAR(request aid, 8)" --in articles', "Articles that have both words near each other."),
    ),
    "stats": (
        ("tracker stats", "How much there is, who is quoted and denied most, who denies whom."),
        ("tracker stats --actor China --format json", "The numbers of one actor, for a program."),
    ),
    "story": (
        ('tracker story "arms request"', "One topic on one screen, with what is still open."),
        ("tracker story cf1j", "The story of a claim."),
    ),
    "stories": (
        ("tracker stories", "The topics of the store, with the command that opens each."),
        ("tracker stories --actor China --limit 3", "Three in which China plays a part."),
    ),
    "report": (
        (
            "tracker report --actor Russia --since 2022-03-13 -o report.html",
            "One file with timeline, disputes, meetings and sources, to read, print or send.",
        ),
        ('tracker report --about request -o report.md --title "The request"', "The same as Markdown with footnotes."),
    ),
    "export stix": (
        ("tracker export stix -o claims.json", "Claims, sightings and denials as a STIX 2.1 bundle."),
        ('tracker export stix --actor China --case "Arms request"', "Those with China, in a grouping of this name."),
    ),
    "export timelinejs": (
        ("tracker export timelinejs -o timeline.json", "The timeline for a page with TimelineJS."),
        ('tracker export timelinejs --actor Russia --title "Russia"', "That of one actor, with a title."),
    ),
    "export ics": (
        ("tracker export ics -o meetings.ics", "The meetings for a calendar."),
        ("tracker export ics --actor China", "Those with China."),
    ),
    "export claimreview": (
        ("tracker export claimreview -o reviews.json", "What a person rated, for fact-checks on the web."),
        (
            "tracker export claimreview --author Desk --url https://example.org/{id}",
            "With who publishes them, and where.",
        ),
    ),
    "export csv": (
        ("tracker export csv --list statements -o statements.csv", "Every statement with its words and their place."),
        ("tracker export csv --list denials --columns", "What each column of a list holds."),
    ),
    "export parquet": (
        ("tracker export parquet -o claims.parquet", "The claims with typed columns, for duckdb or pandas."),
        ("tracker export parquet --list articles -o articles.parquet", "The articles."),
    ),
    "export bibtex": (
        ("tracker export bibtex -o articles.bib", "The articles for a bibliography."),
        ("tracker export bibtex --outlet Harbour", "Those of one outlet."),
    ),
    "export jsonl": (
        ("tracker export jsonl -o store.jsonl", "The whole store, for `tracker import` elsewhere."),
        ("tracker export jsonl --article a9xxqkgmknp", "One article with the decisions on it."),
    ),
    "import": (
        ("tracker import store.jsonl", "Take in what another store exported."),
        ("tracker import store.jsonl other.jsonl", "Take in two, decisions included."),
    ),
    "docs": (
        ("tracker docs", "The pages there are."),
        ("tracker docs python", "How to use the program in scripts and notebooks."),
    ),
    "link": (
        ("tracker link s6pj2sd9z5w cttbd1k21xr", "This denial denies that claim too."),
        ('tracker link s6pj cttb --why "the same briefing"', "With the reason, which is kept."),
    ),
    "unlink": (
        ("tracker unlink s6pj2sd9z5w cf1j1yk2n0j", "This denial is no answer to that claim."),
        ('tracker unlink s6pj cf1j --why "another request"', "With the reason, which is kept."),
    ),
    "discard": (
        ("tracker discard s0k1v325xyv", "Hide a statement that was read wrongly."),
        ('tracker discard m2a9py2j8mk --why "never took place"', "Hide a meeting, with the reason."),
    ),
    "rate": (
        ('tracker rate "Jake Sullivan" B', "A source that is usually reliable."),
        ('tracker rate cf1j 2 --why "two outlets, one origin"', "A claim that is probably true."),
    ),
    "undo": (
        ("tracker undo", "Take back the last decision that stands."),
        ('tracker undo --why "a slip"', "With the reason, which is kept."),
    ),
    "article show": (
        ("tracker article show a9xxqkgmknp", "How one article came, and what it was understood as."),
        ("tracker article show a9xx --format json", "The same for a program."),
    ),
    "article text": (
        ("tracker article text a9xxqkgmknp", "The text, with a line under its statements."),
        ("tracker article text a9xx --plain", "The text alone."),
    ),
    "article diff": (
        (
            "tracker article diff ac7nfwx5hcs",
            "What the later version of an article changed, of which this is the first.",
        ),
        ("tracker article diff ac7n --format json", "The same for a program."),
    ),
    "article set": (
        ("tracker article set apjps1bv5vn published=2022-03-29", "Say when an article was published."),
        ('tracker article set apjp outlet="Pinewood" --why "its imprint"', "Correct its outlet, with the reason."),
    ),
    "article forget": (
        ("tracker article forget apjps1bv5vn --yes", "Take an article out for good, without being asked."),
        ('tracker article forget apjp --yes --why "by order"', "With the reason, which is kept."),
    ),
    "actor show": (
        ("tracker actor show Sullivan", "One actor: its names, whom it acts for, how often it is named."),
        ('tracker actor show "Jake Sullivan" --format json', "The same for a program."),
    ),
    "actor alias": (
        ('tracker actor alias China "the Middle Kingdom"', "Give China a further name."),
        ('tracker actor alias Russia "the Federation" --why "as Tidewater has it"', "With the reason, which is kept."),
    ),
    "actor merge": (
        ('tracker actor merge "Liu Pengyu" "Jake Sullivan"', "Take two actors for one."),
        ('tracker actor merge "Liu Pengyu" "Jake Sullivan" --why "one and the same"', "With the reason."),
    ),
    "actor split": (
        ('tracker actor split "Liu Pengyu"', "Set an actor apart from all that it is one with."),
        ('tracker actor split "Liu Pengyu" --why "two people"', "With the reason."),
    ),
    "claim merge": (
        ("tracker claim merge cttbd1k21xr cazdy6mfw2k", "Two claims that say the same."),
        ('tracker claim merge cttb cazd --why "one warning"', "With the reason, which is kept."),
    ),
    "claim split": (
        ("tracker claim split c8vcbd9fzfz sea6a1etpan", "Keep one report of a claim apart from its others."),
        ('tracker claim split c8vc sea6 --why "another year"', "With the reason, which is kept."),
    ),
}
