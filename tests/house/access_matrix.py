"""The specification of who may enter: every endpoint, and the roles its door opens to.

PUBLIC: everybody, signed in or not. ALL: everybody who is signed in. Otherwise a set of roles, for example
``"applications.queue": {Role.OFFICER, Role.LEAD},``. Which rows a person sees behind the door is a policy's matter
and is tested in the room. Keep each block in alphabetical order; a missing endpoint fails, and so does a line too many.
"""

from portal.core.access import ALL
from portal.core.actors import Role

PUBLIC = None
R = Role

MATRIX: dict[str, frozenset[Role] | set[Role] | None] = {
    "static": PUBLIC,
    # accounts
    "accounts.confirm": ALL,
    "accounts.confirm_here": ALL,
    "accounts.confirmation": ALL,
    "accounts.extend": ALL,
    "accounts.follow_link": PUBLIC,
    "accounts.link": PUBLIC,
    "accounts.log_in": PUBLIC,
    "accounts.log_in_here": PUBLIC,
    "accounts.log_in_page": PUBLIC,
    "accounts.log_out": PUBLIC,
    # applications
    "applications.calendar": ALL,
    "applications.check": {R.EMPLOYEE},
    "applications.checked_form": {R.EMPLOYEE},
    "applications.correct": ALL,
    "applications.correction": ALL,
    "applications.draft": {R.EMPLOYEE},
    "applications.file": ALL,
    "applications.form": {R.EMPLOYEE},
    "applications.listing": ALL,
    "applications.previous_answers": {R.EMPLOYEE},
    "applications.receipt": ALL,
    "applications.sending": {R.EMPLOYEE},
    "applications.show": ALL,
    "applications.withdraw": ALL,
    "applications.withdrawal": ALL,
    # audit
    "audit.printout": {R.AUDITOR, R.PRIVACY},
    "audit.reviews": {R.PRIVACY},
    "audit.sign": {R.PRIVACY},
    "audit.trail": {R.AUDITOR, R.PRIVACY},
    # core
    "health.healthz": PUBLIC,
    "style.parts": PUBLIC,
    "style.sent": PUBLIC,
    # directory: candidates and outside institutions have none
    "directory.people": set(R) - {R.CANDIDATE, R.PROVIDER},
    "directory.person": set(R) - {R.CANDIDATE, R.PROVIDER},
    # duties
    "duties.functions": set(R) - {R.CANDIDATE, R.PROVIDER},
    # home
    "home.index": ALL,
    # mail
    "mail.drop": {R.ADMIN},
    "mail.letters": {R.ADMIN},
    "mail.send_again": {R.ADMIN},
    # notifications
    "notifications.bell": ALL,
    "notifications.choose_mail": ALL,
    "notifications.notices": ALL,
    "notifications.open_notice": ALL,
    "notifications.read_all": ALL,
    "notifications.read_notice": ALL,
    # programs
    "programs.listing": ALL,
    "programs.show": ALL,
    # queue
    "queue.application": {R.OFFICER, R.LEAD, R.HEAD, R.COUNSELOR},
    "queue.assignment": {R.OFFICER, R.LEAD, R.HEAD},
    "queue.decide_many": {R.OFFICER, R.LEAD, R.HEAD, R.COUNSELOR},
    "queue.note": {R.OFFICER, R.LEAD, R.HEAD, R.COUNSELOR},
    "queue.queue": {R.OFFICER, R.LEAD, R.HEAD, R.COUNSELOR},
    "queue.undo": {R.OFFICER, R.LEAD, R.HEAD},
    # workshops
    "workshops.colleagues": {R.EMPLOYEE},
}
