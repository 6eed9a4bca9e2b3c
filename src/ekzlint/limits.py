"""Every limit of an analysis, by name. When one is hit, it is reported; nothing is dropped silently."""

from __future__ import annotations

from typing import Final

MAX_FILE_BYTES: Final = 2 * 1024 * 1024
"""A larger file is not read: hand-written payment code is far smaller, generated tables are not worth the time."""
MOST_STATEMENTS: Final = 20_000
"""Statements that one walk may execute, followed calls included."""
DEEPEST_CALL: Final = 12
"""Calls inside calls that a walk follows."""
HELPER_STATEMENTS: Final = 2_000
HELPER_CALLS: Final = 6
"""The same for a function that nothing outside calls: it is walked again from where it is called, so that the first
steps are enough, and hitting the limit is no news."""
FAR_HELPER_CALLS: Final = 3
"""The same for a helper in a module that speaks of no provider: what it comes to is walked from nearer by, too."""
MOST_SUMMARISED: Final = 40_000
"""Calls, and events in them, that are remembered so as not to be walked again; hitting the limit only takes time."""
LONGEST_TRACE: Final = 12
"""Hops that a value's trace keeps: its start, and the last ones."""
DEEPEST_QUESTION: Final = 40
"""Module variables, decorators and base classes that may need each other in a row."""
DEEPEST_STACK: Final = 6_000
"""Frames of the interpreter that a walk may use; more of them come from expressions nested beyond reason."""
BATTERY_TIMEOUT: Final = 15.0
"""Seconds that a webhook under test may take to answer one callback."""
BATTERY_TRIES: Final = 3
BATTERY_PAUSE: Final = 0.2
"""Times that a callback is sent while its connection breaks, and the seconds between the first two."""
BATTERY_STORM: Final = 50
"""Deliveries of one event at once."""
LONGEST_STATE: Final = 64 * 1024
"""Characters of a state page that are compared."""
MOST_FIX_ROUNDS: Final = 100
"""Rounds of applying and checking again; each round keeps a repair or drops one."""
MAX_CACHED_BYTES: Final = 64 * 1024 * 1024
"""A larger file of a cache is neither written nor read."""
MOST_CACHED_FACTS: Final = 200 * 1024 * 1024
"""Bytes of facts that a cache keeps; the oldest go first."""
