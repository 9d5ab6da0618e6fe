"""What the owner's team settles with institutions: their pages, prices, people, and what a year grants."""

from typing import Any

from flask import flash
from werkzeug.wrappers import Response

from portal.accounts.services import NewLink
from portal.core import clock
from portal.core.access import asks_password, requires, secret, the_actor
from portal.core.errors import Refusal
from portal.core.web import outside_address, page, redirect_to
from portal.kinds.psych_counseling import messages, policies
from portal.kinds.psych_counseling.forms import MemberForm, PriceForm, ProviderForm, RuleForm, VersionForm
from portal.kinds.psych_counseling.queries import contract as queries
from portal.kinds.psych_counseling.queries.cases import desk_or_missing
from portal.kinds.psych_counseling.services import contract, members
from portal.kinds.psych_counseling.views._core import FOLDER, desk_bp, tabs_at

PROVIDER = "/providers/<int:provider_id>"
MEMBER = f"{PROVIDER}/members/<int:account_id>"


@desk_bp.get("/providers")
@secret
@requires(*policies.RUNS)
def providers() -> Response:
    """Show every institution, and where another is taken under contract."""
    return _providers_page(ProviderForm(formdata=None))


@desk_bp.post("/providers")
@secret
@requires(*policies.RUNS)
def add_provider() -> Response:
    """Take an institution under contract."""
    form = ProviderForm()
    if not form.validate():
        return _providers_page(form, status=422)
    try:
        one = contract.add_provider(
            the_actor(), name=form.name.data, phone=form.phone.data or "", regions=form.regions.data
        )
    except Refusal as no:
        form.attach(no)
        return _providers_page(form, status=no.status)
    flash(messages.PROVIDER_ADDED, "ok")
    return redirect_to("support_desk.provider", provider_id=one.id)


@desk_bp.get(PROVIDER)
@secret
@requires(*policies.RUNS)
def provider(provider_id: int) -> Response:
    """Show what is known of an institution, what it costs and who works there."""
    return _provider_page(provider_id)


@desk_bp.post(PROVIDER)
@secret
@requires(*policies.RUNS)
def change_provider(provider_id: int) -> Response:
    """Change what is known of an institution."""
    form = ProviderForm()
    if not form.validate():
        return _provider_page(provider_id, status=422, form=form)
    try:
        contract.change_provider(the_actor(), provider_id, **_known(form))
    except Refusal as no:
        form.attach(no)
        return _provider_page(provider_id, status=no.status, form=form)
    flash(messages.CHANGED, "ok")
    return redirect_to("support_desk.provider", provider_id=provider_id)


@desk_bp.post(f"{PROVIDER}/ending")
@secret
@asks_password
@requires(*policies.RUNS)
def end_provider(provider_id: int) -> Response:
    """End a contract."""
    form = VersionForm()
    if form.validate():
        contract.end_provider(the_actor(), provider_id, version=form.version.data or 0)
        flash(messages.PROVIDER_ENDED, "ok")
    return redirect_to("support_desk.provider", provider_id=provider_id)


@desk_bp.post(f"{PROVIDER}/prices")
@secret
@requires(*policies.RUNS)
def add_price(provider_id: int) -> Response:
    """Let a session cost something else from a day on."""
    form = PriceForm()
    if not form.validate():
        return _provider_page(provider_id, status=422, price_form=form)
    try:
        contract.add_price(the_actor(), provider_id, valid_from=form.valid_from.data, amount=form.amount.data or 0)
    except Refusal as no:
        form.attach(no)
        return _provider_page(provider_id, status=no.status, price_form=form)
    flash(messages.PRICE_ADDED, "ok")
    return redirect_to("support_desk.provider", provider_id=provider_id)


@desk_bp.post(f"{PROVIDER}/prices/<int:price_id>/removal")
@secret
@requires(*policies.RUNS)
def remove_price(provider_id: int, price_id: int) -> Response:
    """Take a price back by which nothing was settled."""
    contract.remove_price(the_actor(), provider_id, price_id)
    flash(messages.REMOVED, "ok")
    return redirect_to("support_desk.provider", provider_id=provider_id)


@desk_bp.post(f"{PROVIDER}/members")
@secret
@asks_password
@requires(*policies.RUNS)
def add_member(provider_id: int) -> Response:
    """Let somebody work for an institution, and show their link this one time."""
    form = MemberForm()
    if not form.validate():
        return _provider_page(provider_id, status=422, member_form=form)
    try:
        link = members.add_member(the_actor(), provider_id, name=form.worker.data, login_id=form.login_id.data)
    except Refusal as no:
        form.attach(no)
        return _provider_page(provider_id, status=no.status, member_form=form)
    return _link_page(provider_id, link)


@desk_bp.post(f"{MEMBER}/links")
@secret
@asks_password
@requires(*policies.RUNS)
def member_link(provider_id: int, account_id: int) -> Response:
    """Make another link for somebody who works there, and show it this one time."""
    return _link_page(provider_id, members.new_link(the_actor(), provider_id, account_id))


@desk_bp.post(f"{MEMBER}/ending")
@secret
@asks_password
@requires(*policies.RUNS)
def end_member(provider_id: int, account_id: int) -> Response:
    """Let nobody in any more who worked there."""
    members.end_member(the_actor(), provider_id, account_id)
    flash(messages.MEMBER_ENDED, "ok")
    return redirect_to("support_desk.provider", provider_id=provider_id)


@desk_bp.get("/rules")
@secret
@requires(*policies.RUNS)
def rules() -> Response:
    """Show what a year grants, from which day on."""
    return _rules_page(RuleForm(formdata=None))


@desk_bp.post("/rules")
@secret
@requires(*policies.RUNS)
def add_rule() -> Response:
    """Grant something else from a day on."""
    form = RuleForm()
    if not form.validate():
        return _rules_page(form, status=422)
    granted = {"cap": form.cap.data or 0, "extension": form.extension.data or 0}
    try:
        contract.add_rule(
            the_actor(), valid_from=form.valid_from.data, missed_counts=form.missed_counts.data, **granted
        )
    except Refusal as no:
        form.attach(no)
        return _rules_page(form, status=no.status)
    flash(messages.RULE_ADDED, "ok")
    return redirect_to("support_desk.rules")


@desk_bp.post("/rules/<int:rule_id>/removal")
@secret
@requires(*policies.RUNS)
def remove_rule(rule_id: int) -> Response:
    """Take a rule back before its first day."""
    contract.remove_rule(the_actor(), rule_id)
    flash(messages.REMOVED, "ok")
    return redirect_to("support_desk.rules")


def _known(form: ProviderForm) -> dict[str, Any]:
    return {
        "version": form.version.data or 0,
        "name": form.name.data,
        "phone": form.phone.data or "",
        "regions": form.regions.data,
        "takes_new": form.takes_new.data,
    }


def _providers_page(form: ProviderForm, *, status: int = 200) -> Response:
    desk_or_missing(the_actor(), *policies.RUNS)
    return page(
        f"{FOLDER}/providers.html",
        status=status,
        tabs_of_desk=tabs_at("providers"),
        found=queries.providers_listed(),
        form=form,
    )


def _provider_page(provider_id: int, *, status: int = 200, **forms: Any) -> Response:
    desk_or_missing(the_actor(), *policies.RUNS)
    one = queries.provider_of_desk_or_missing(provider_id)
    settled = queries.last_settled_month(one.id)
    prices = queries.prices_of(one.id)
    return page(
        f"{FOLDER}/provider.html",
        status=status,
        provider=one,
        live=queries.live_cases_of(one.id),
        prices=[(price, policies.may_price_from(price.valid_from, settled)) for price in prices],
        settled=settled,
        workers=queries.workers_of(one.id),
        form=forms.get("form", ProviderForm(formdata=None, obj=one)),
        price_form=forms.get("price_form", PriceForm(formdata=None)),
        member_form=forms.get("member_form", MemberForm(formdata=None)),
        words=messages,
    )


def _rules_page(form: RuleForm, *, status: int = 200) -> Response:
    desk_or_missing(the_actor(), *policies.RUNS)
    found = queries.rules()
    return page(
        f"{FOLDER}/rules.html",
        status=status,
        tabs_of_desk=tabs_at("rules"),
        found=[(rule, policies.may_remove_rule(rule)) for rule in found],
        current=next((rule for rule in found if rule.valid_from <= clock.today()), None),
        form=form,
    )


def _link_page(provider_id: int, link: NewLink) -> Response:
    address = outside_address(f"/links/{link.token}")
    return page(f"{FOLDER}/member_link.html", provider_id=provider_id, link=link, address=address)
