# What `tracker.api` has under these names, for type checkers; `__init__.py` loads it when it is first asked for.
from tracker.api import (
    OpenStore as OpenStore,
)
from tracker.api import (
    actors as actors,
)
from tracker.api import (
    articles as articles,
)
from tracker.api import (
    claims as claims,
)
from tracker.api import (
    denials as denials,
)
from tracker.api import (
    disputed as disputed,
)
from tracker.api import (
    ingest as ingest,
)
from tracker.api import (
    meetings as meetings,
)
from tracker.api import (
    open_store as open_store,
)
from tracker.api import (
    refusals as refusals,
)
from tracker.api import (
    show as show,
)
from tracker.api import (
    sources as sources,
)
from tracker.api import (
    timeline as timeline,
)

__all__: list[str]
