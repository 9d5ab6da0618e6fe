"""create_app(): the one place where rooms and kinds are named together."""

from pathlib import Path
from typing import Any

from flask import Flask
from flask_compress import Compress
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.local import LocalProxy

import portal.applications.listeners
import portal.audit.approvals
import portal.audit.boards
import portal.audit.exports
import portal.audit.feeds
import portal.audit.letters
import portal.audit.listeners
import portal.audit.practicum
import portal.audit.programs
import portal.audit.rosters
import portal.audit.selection
import portal.audit.watch
import portal.audit.words
import portal.notifications.accounts
import portal.notifications.approvals
import portal.notifications.exports
import portal.notifications.listeners
import portal.notifications.practicum
import portal.notifications.rounds
import portal.notifications.selection
import portal.notifications.watch
from portal import cli, config
from portal.accounts import doorkeeper, sessions
from portal.accounts.admin_views import bp as admin_accounts
from portal.accounts.views import bp as accounts
from portal.applications import records as selection_records
from portal.applications.admin_views import bp as queue
from portal.applications.decisions_list import DecisionList
from portal.applications.exportable import QueueList
from portal.applications.rounds.admin_views import bp as selection_desk
from portal.applications.views import bp as applications
from portal.applications.views.documents import bp as documents
from portal.applications.views.rounds import bp as round_desk
from portal.approvals.views import bp as approvals
from portal.audit.exportable import TrailList
from portal.audit.views import bp as audit
from portal.boards.admin_views import bp as board_desk
from portal.boards.views import bp as boards
from portal.budget import models as budget_models
from portal.core import access, beats, front, health, keys, pages, reads, static_files, style
from portal.core.db import db
from portal.directory.views import bp as directory
from portal.duties.exportable import FunctionsList
from portal.duties.views import bp as duties
from portal.exports.lists import plug_in as plug_in_list
from portal.exports.people_list import PeopleList
from portal.exports.views import bp as exports
from portal.feeds.views import bp as feeds
from portal.home import menu
from portal.home.office_pages import bp as office
from portal.home.own_views import bp as me
from portal.home.views import bp as home
from portal.kinds.hr_counseling.kind import HrCounseling
from portal.kinds.insurance.kind import Insurance
from portal.kinds.meetings.kind import Meetings
from portal.kinds.mentoring.kind import Mentoring
from portal.kinds.monitoring.kind import Monitoring
from portal.kinds.practicum.admin_views import bp as practicum_desk
from portal.kinds.practicum.exportable import CandidateList, HostList, PlacementList
from portal.kinds.practicum.kind import Practicum
from portal.kinds.practicum.views import bp as practicum
from portal.kinds.practicum.views import hosting
from portal.kinds.psych_counseling.kind import PsychCounseling
from portal.kinds.psych_counseling.views import desk_bp as support_desk
from portal.kinds.psych_counseling.views import own_bp as support
from portal.kinds.psych_counseling.views import partner_bp as partner
from portal.kinds.training.kind import Training
from portal.kinds.workshops.kind import Workshops
from portal.kinds.workshops.views import bp as workshops
from portal.notifications.admin_views.letters import bp as mail
from portal.notifications.admin_views.mailings import bp as mailings
from portal.notifications.admin_views.words import bp as words
from portal.notifications.queries import state_of_the_outbox
from portal.notifications.views import bp as notifications
from portal.privacy.admin_views import bp as privacy_requests
from portal.programs.admin_views import bp as program_desk
from portal.programs.kinds import plug_in
from portal.programs.views import bp as programs
from portal.reports import models as report_models
from portal.rosters.admin_views import bp as rosters
from portal.watch.admin_views import bp as watch_desk
from portal.watch.exportable import AllowanceList
from portal.watch.views import bp as watch

ROOMS = (
    home,
    office,
    me,
    privacy_requests,
    accounts,
    admin_accounts,
    directory,
    duties,
    watch,
    watch_desk,
    boards,
    board_desk,
    exports,
    rosters,
    programs,
    program_desk,
    selection_desk,
    applications,
    feeds,
    queue,
    round_desk,
    documents,
    approvals,
    workshops,
    support,
    partner,
    support_desk,
    practicum,
    hosting,
    practicum_desk,
    notifications,
    mail,
    mailings,
    words,
    audit,
    style.bp,
)
LISTS = (
    PeopleList, FunctionsList, QueueList, DecisionList, TrailList, CandidateList, PlacementList, HostList,
    AllowanceList,
)  # fmt: skip
KINDS = (
    Workshops, Mentoring, HrCounseling, PsychCounseling, Practicum, Monitoring, Training, Insurance, Meetings,
)  # fmt: skip
LISTENING = (
    portal.audit.approvals,
    portal.audit.boards,
    portal.audit.exports,
    portal.audit.feeds,
    portal.audit.letters,
    portal.audit.rosters,
    portal.audit.words,
    portal.audit.listeners,
    portal.audit.practicum,
    portal.audit.selection,
    portal.applications.listeners,
    portal.audit.programs,
    portal.audit.watch,
    portal.notifications.accounts,
    portal.notifications.approvals,
    portal.notifications.exports,
    portal.notifications.listeners,
    portal.notifications.practicum,
    portal.notifications.selection,
    portal.notifications.rounds,
    portal.notifications.watch,
)
TABLES_WITHOUT_PAGES = (budget_models, report_models, selection_records)


def create_app(overrides: dict[str, Any] | None = None) -> Flask:
    """Build the application; raises RuntimeError when a view declares no access or production is not safe to start."""
    app = Flask(
        "portal", instance_path=str(Path.cwd() / "instance"), template_folder="templates", static_folder="static"
    )
    app.config.update(config.from_environment(app.instance_path))
    app.config.update(overrides or {})
    Path(app.instance_path).mkdir(parents=True, exist_ok=True)
    front.check_settings(app)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    db.init_app(app)
    app.extensions["migrate"] = LocalProxy(lambda: _migrations(app))
    if keys.is_flask_command():  # `flask db` is one of its commands
        _migrations(app)
    Compress(app)
    sessions.init_app(app)
    doorkeeper.init_app(app)
    front.init_app(app)
    static_files.init_app(app)
    CSRFProtect(app)
    pages.init_app(app)
    reads.init_app(app)
    menu.init_app(app)
    health.also("worker", lambda: beats.state_of("worker"))
    health.also("mail", state_of_the_outbox)
    for kind in KINDS:
        plug_in(kind())
    for one in LISTS:
        plug_in_list(one())
    for room in ROOMS:
        app.register_blueprint(room)
    keys.init_app(app)
    cli.init_app(app)
    access.init_app(app)
    return app


def _migrations(app: Flask) -> Any:
    """Load the tools of migration when they are asked for: no worker ever does, and they take 10 MB of each."""
    from flask_migrate import Migrate  # noqa: PLC0415 - see above

    Migrate(app, db, directory=str(Path(app.root_path).parent / "migrations"), render_as_batch=True, compare_type=True)
    return app.extensions["migrate"]
