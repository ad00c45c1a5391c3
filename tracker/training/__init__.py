"""How the reader's weights are made, from marked articles to the files in `tracker/models`; not part of the wheel.

`marks` has what readers marked, `corpora` reads it with the articles, `examples` makes of it what a step learns from,
`network` is what learns, `train` teaches it, `measure` scores it, `export` writes what is shipped.
"""
