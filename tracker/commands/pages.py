"""The pages of the program's own documentation, as `tracker docs` shows them."""

from __future__ import annotations

from importlib import resources

from tracker.errors import UnknownName
from tracker.render.output import Output

_FOLDER = "tracker.docs"
_WIDEST = 100  # columns; wider prose is no easier to read


def pages() -> dict[str, str]:
    """Return the title of each page by its name, in the order of names."""
    files = (file for file in resources.files(_FOLDER).iterdir() if file.name.endswith(".md"))
    titles = {file.name.removesuffix(".md"): _title(file.read_text(encoding="utf-8")) for file in files}
    return dict(sorted(titles.items()))


def show_pages(out: Output) -> None:
    """Print the name and title of every page."""
    for name, title in pages().items():
        out.write(f"{name:<12}{title}\n")


def show_page(name: str, out: Output) -> None:
    """Print a page: laid out on a terminal, elsewhere as the Markdown it is. UnknownName for a page there is not."""
    known = pages()
    if name not in known:
        raise UnknownName(f"no page is called “{name}”: the pages are {', '.join(known)}")
    text = (resources.files(_FOLDER) / f"{name}.md").read_text(encoding="utf-8")
    if out.format != "table":
        out.write(text)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    console = Console(
        file=out.stream, width=min(out.columns, _WIDEST), no_color=not out.colour, force_terminal=out.colour
    )
    console.print(Markdown(text, code_theme="ansi_dark"))


def _title(text: str) -> str:
    return text.partition("\n")[0].lstrip("# ")
