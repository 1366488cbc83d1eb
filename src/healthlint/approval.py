"""An approval: what a responsible person signed off, sentence by sentence."""

from __future__ import annotations

from healthlint.records import NamedTuple


class Approval(NamedTuple):
    """One entry of healthlint-approvals.yaml; `file` is as written, from its folder.

    `hash` is that of the normalised sentence, `sentence` the same for people. `until`
    is an ISO date, the last day on which it holds. `origin` is the approvals file as
    shown, its line and column (from 1), and its offsets in code points.
    """

    rule: str
    file: str
    hash: str
    sentence: str = ""
    reason: str = ""
    by: str = ""
    until: str = ""
    origin: tuple[str, int, int, int, int] = ("", 0, 0, 0, 0)
