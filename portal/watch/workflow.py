"""The life of a swap and of a log as tables: from where, by what act, to where."""

from portal.watch.models import LogState, SwapState

S = SwapState
SWAP = {
    (S.OPEN, "take"): S.TAKEN,
    (S.OPEN, "refuse"): S.DECLINED,
    (S.OPEN, "withdraw"): S.WITHDRAWN,
    (S.OPEN, "pass"): S.PAST_DUE,
    (S.TAKEN, "approve"): S.APPROVED,
    (S.TAKEN, "decline"): S.DECLINED,
    (S.TAKEN, "withdraw"): S.WITHDRAWN,
    (S.TAKEN, "pass"): S.PAST_DUE,
}

L = LogState
LOG = {
    (L.WRITING, "hand_over"): L.HANDED_OVER,
    (L.HANDED_OVER, "check"): L.CHECKED,
    (L.HANDED_OVER, "give_back"): L.WRITING,
    (L.CHECKED, "confirm"): L.CONFIRMED,
    (L.CHECKED, "give_back"): L.WRITING,
}
