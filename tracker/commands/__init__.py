"""The commands, and what they do beyond one call.

A file for each heading of the help has its commands: `read_articles`, `ask`, `one_record`, `decide`, `hand_on`.
`options` has what they share, `help` how their help looks. What a command does beyond one call has a file of its own,
which is imported when it runs: `ingesting`, `watching`, `deciding`, `checking`, `importing` …
"""
