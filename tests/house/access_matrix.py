"""The specification of who may enter: every endpoint, and the roles its door opens to.

PUBLIC: everybody, signed in or not. ALL: everybody who is signed in. Otherwise a set of roles, for example
``"applications.queue": {Role.OFFICER, Role.LEAD},``. Which rows a person sees behind the door is a policy's matter
and is tested in the room. Keep each block in alphabetical order; a missing endpoint fails, and so does a line too many.
"""

from portal.core.access import ALL
from portal.core.actors import Role

PUBLIC = None
R = Role
EXPORTERS = {R.OFFICER, R.LEAD, R.HEAD, R.INSTITUTION, R.DUTY, R.REPORTER, R.AUDITOR}

MATRIX: dict[str, frozenset[Role] | set[Role] | None] = {
    "static": PUBLIC,
    # accounts
    "accounts.account": ALL,
    "accounts.change_password": ALL,
    "accounts.confirm": ALL,
    "accounts.confirm_here": ALL,
    "accounts.confirmation": ALL,
    "accounts.end_other_sessions": ALL,
    "accounts.end_session": ALL,
    "accounts.extend": ALL,
    "accounts.follow_link": PUBLIC,
    "accounts.link": PUBLIC,
    "accounts.log_in": PUBLIC,
    "accounts.log_in_here": PUBLIC,
    "accounts.log_in_page": PUBLIC,
    "accounts.log_out": PUBLIC,
    "accounts.password": ALL,
    # accounts, the administrator's pages
    "admin_accounts.account": {R.ADMIN},
    "admin_accounts.approve_link": {R.ADMIN},
    "admin_accounts.blank": {R.ADMIN},
    "admin_accounts.deactivate": {R.ADMIN},
    "admin_accounts.decide": {R.ADMIN},
    "admin_accounts.end_sessions": {R.ADMIN},
    "admin_accounts.grant": {R.ADMIN},
    "admin_accounts.listing": {R.ADMIN},
    "admin_accounts.make_link": {R.ADMIN},
    "admin_accounts.new_account": {R.ADMIN},
    "admin_accounts.new_account_of_official": {R.ADMIN},
    "admin_accounts.note_review": {R.ADMIN},
    "admin_accounts.reactivate": {R.ADMIN},
    "admin_accounts.requests": {R.ADMIN},
    "admin_accounts.review": {R.ADMIN},
    "admin_accounts.revoke": {R.ADMIN},
    "admin_accounts.revoke_link": {R.ADMIN},
    "admin_accounts.unlock": {R.ADMIN},
    "admin_accounts.withdraw": {R.ADMIN},
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
    # exports
    "exports.decide": EXPORTERS,
    "exports.file": EXPORTERS,
    "exports.listing": EXPORTERS,
    "exports.new": EXPORTERS,
    "exports.show": EXPORTERS,
    "exports.take": EXPORTERS,
    # home
    "home.index": ALL,
    # hosting: institutions that take candidates for appointment
    "hosting.accept": {R.INSTITUTION},
    "hosting.decline": {R.INSTITUTION},
    "hosting.overview": {R.INSTITUTION},
    "hosting.placement": {R.INSTITUTION},
    "hosting.plan": {R.INSTITUTION},
    "hosting.sent_plan": {R.INSTITUTION},
    # mail
    "mail.drop": {R.ADMIN},
    "mail.letters": {R.ADMIN},
    "mail.send_again": {R.ADMIN},
    # my data, and the pages behind the footer
    "me.ask": {R.EMPLOYEE},
    "me.data": {R.EMPLOYEE},
    "office.accessibility": PUBLIC,
    "office.help_": PUBLIC,
    "office.privacy_policy": PUBLIC,
    # notifications
    "notifications.bell": ALL,
    "notifications.choose_mail": ALL,
    "notifications.notices": ALL,
    "notifications.open_notice": ALL,
    "notifications.read_all": ALL,
    "notifications.read_notice": ALL,
    # partner: an institution's workspace; to everybody else there is no such address
    "partner.case": {R.PROVIDER},
    "partner.closing": {R.PROVIDER},
    "partner.contact": {R.PROVIDER},
    "partner.entry": {R.PROVIDER},
    "partner.extension": {R.PROVIDER},
    "partner.first_contact": {R.PROVIDER},
    "partner.news": {R.PROVIDER},
    "partner.preview": {R.PROVIDER},
    "partner.queue": {R.PROVIDER},
    "partner.sample": {R.PROVIDER},
    "partner.session": {R.PROVIDER},
    "partner.session_removal": {R.PROVIDER},
    "partner.upload": {R.PROVIDER},
    "partner.upload_form": {R.PROVIDER},
    # practicum: candidates see their own pages and nothing else
    "practicum.history": {R.EMPLOYEE},
    "practicum.mine": {R.CANDIDATE},
    "practicum.schools": {R.CANDIDATE, R.OFFICER, R.LEAD, R.HEAD},
    "practicum.sent_wish": {R.CANDIDATE},
    "practicum.wish": {R.CANDIDATE},
    "practicum.wish_draft": {R.CANDIDATE},
    "practicum.withdraw": {R.CANDIDATE},
    "practicum.withdrawal": {R.CANDIDATE},
    # practicum_desk
    "practicum_desk.accept_for_host": {R.OFFICER, R.LEAD, R.HEAD},
    "practicum_desk.blank": {R.OFFICER, R.LEAD, R.HEAD},
    "practicum_desk.candidate": {R.OFFICER, R.LEAD, R.HEAD},
    "practicum_desk.carry_over": {R.OFFICER, R.LEAD, R.HEAD},
    "practicum_desk.correct": {R.OFFICER, R.LEAD, R.HEAD},
    "practicum_desk.decline_for_host": {R.OFFICER, R.LEAD, R.HEAD},
    "practicum_desk.facts": {R.OFFICER, R.LEAD, R.HEAD},
    "practicum_desk.hosts": {R.OFFICER, R.LEAD, R.HEAD},
    "practicum_desk.links": {R.OFFICER, R.LEAD, R.HEAD},
    "practicum_desk.listing": {R.OFFICER, R.LEAD, R.HEAD},
    "practicum_desk.move": {R.OFFICER, R.LEAD, R.HEAD},
    "practicum_desk.moves": {R.OFFICER, R.LEAD, R.HEAD},
    "practicum_desk.overview": {R.OFFICER, R.LEAD, R.HEAD},
    "practicum_desk.placement": {R.OFFICER, R.LEAD, R.HEAD},
    "practicum_desk.plan_for": {R.OFFICER, R.LEAD, R.HEAD},
    "practicum_desk.register": {R.OFFICER, R.LEAD, R.HEAD},
    "practicum_desk.sent_plan_for": {R.OFFICER, R.LEAD, R.HEAD},
    "practicum_desk.sent_wish_for": {R.OFFICER, R.LEAD, R.HEAD},
    "practicum_desk.wish_for": {R.OFFICER, R.LEAD, R.HEAD},
    "practicum_desk.withdraw_for": {R.OFFICER, R.LEAD, R.HEAD},
    # privacy
    "requests.answer": {R.PRIVACY},
    "requests.listing": {R.PRIVACY},
    "requests.show": {R.PRIVACY},
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
    # support: one's own, by the person's role as an official
    "support.ask": {R.EMPLOYEE},
    "support.form": {R.EMPLOYEE},
    "support.news": {R.EMPLOYEE},
    "support.own": {R.EMPLOYEE},
    "support.urgency": {R.EMPLOYEE},
    "support.withdraw": {R.EMPLOYEE},
    "support.withdrawal": {R.EMPLOYEE},
    # support desk
    "support_desk.ask": {R.HEAD},
    "support_desk.decision": {R.LEAD},
    "support_desk.extension": {R.OFFICER},
    "support_desk.numbers": {R.OFFICER},
    "support_desk.openings": {R.LEAD, R.HEAD},
    "support_desk.reading": {R.HEAD},
    "support_desk.requests": {R.OFFICER, R.LEAD, R.HEAD},
    "support_desk.settlement": {R.OFFICER},
    "support_desk.settling": {R.OFFICER},
    "support_desk.sheet": {R.OFFICER},
    "support_desk.totals": {R.OFFICER, R.LEAD, R.HEAD},
    # workshops
    "workshops.colleagues": {R.EMPLOYEE},
}

SECRET = ("partner.", "support.", "support_desk.")
"""Whoever may not enter here reads 404: that there is such a door is not told."""
