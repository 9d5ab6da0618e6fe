"""The part of the access table that is about duty: everybody of the office enters, and the policy says what they find.

The desk answers 404 to whoever neither runs the roster nor commands; the head's stand-in may be anybody, so that no
role can name who commands today.
"""

from portal.core.actors import Role

COLLEAGUES = set(Role) - {Role.CANDIDATE, Role.PROVIDER}

OF_DUTY: dict[str, frozenset[Role] | set[Role] | None] = {
    # watch: who is on duty; which rows of the desk somebody sees is the policy's matter
    "watch.add_call": COLLEAGUES,
    "watch.add_patrol": COLLEAGUES,
    "watch.approve_swap": COLLEAGUES,
    "watch.ask_swap": COLLEAGUES,
    "watch.check_log": COLLEAGUES,
    "watch.confirm_log": COLLEAGUES,
    "watch.decline_swap": COLLEAGUES,
    "watch.end_own_excuse": COLLEAGUES,
    "watch.excuse_me": COLLEAGUES,
    "watch.give_back_log": COLLEAGUES,
    "watch.hand_over": COLLEAGUES,
    "watch.log": COLLEAGUES,
    "watch.log_sheet": COLLEAGUES,
    "watch.month": COLLEAGUES,
    "watch.own": COLLEAGUES,
    "watch.refuse_swap": COLLEAGUES,
    "watch.remove_call": COLLEAGUES,
    "watch.remove_patrol": COLLEAGUES,
    "watch.rest": COLLEAGUES,
    "watch.swap": COLLEAGUES,
    "watch.swap_form": COLLEAGUES,
    "watch.take_rest": COLLEAGUES,
    "watch.take_swap": COLLEAGUES,
    "watch.withdraw_swap": COLLEAGUES,
    "watch.write_log": COLLEAGUES,
    # watch_desk
    "watch_desk.ask": COLLEAGUES,
    "watch_desk.desk_page": COLLEAGUES,
    "watch_desk.discard": COLLEAGUES,
    "watch_desk.end_excuse": COLLEAGUES,
    "watch_desk.excuse": COLLEAGUES,
    "watch_desk.keep_kind": COLLEAGUES,
    "watch_desk.keep_new_kind": COLLEAGUES,
    "watch_desk.keep_setting": COLLEAGUES,
    "watch_desk.kind": COLLEAGUES,
    "watch_desk.ledger": COLLEAGUES,
    "watch_desk.new_kind": COLLEAGUES,
    "watch_desk.order": COLLEAGUES,
    "watch_desk.people": COLLEAGUES,
    "watch_desk.propose": COLLEAGUES,
    "watch_desk.put": COLLEAGUES,
    "watch_desk.roster": COLLEAGUES,
    "watch_desk.setting": COLLEAGUES,
    "watch_desk.turn_form": COLLEAGUES,
}
