"""Every printed fact is in the database, with its line, in a demonstration and in production alike."""

from datetime import date

import pytest
from sqlalchemy import select

from portal.budget.models import BudgetLine, Execution
from portal.core.db import db
from portal.directory.models import Assignment, Duty, Person, Quota, Unit
from portal.duties.models import Function, FunctionTeam
from portal.programs.models import Fact, PeriodStyle, Program, Round
from portal.reports.models import PlanGroup, PlanItem, ReportText
from portal.seeding.division import facts, line, repaired

SUMS = ("일반직 소계", "교육전문직 소계", "합계")


@pytest.fixture(params=["seeded", "bare"])
def portal_with_facts(request):
    """The portal on either database."""
    return request.getfixturevalue(request.param)


def rows(*columns):
    return [tuple(row) for row in db.session.execute(select(*columns))]


def texts(section):
    chosen = select(ReportText).where(ReportText.section == section).order_by(ReportText.sort_order)
    return [(row.text, row.source_line) for row in db.session.scalars(chosen)]


@pytest.mark.usefixtures("portal_with_facts")
class TestFacts:
    def test_organization(self):
        organization = facts()["organization"]
        division = db.session.scalars(select(Unit).where(Unit.name == organization["department"]["printed"])).first()
        teams = db.session.scalars(select(Unit).where(Unit.parent_id == division.id)).all()
        assert division.source_line == line(organization["department"]["source_line"])
        assert len(teams) == organization["structure"]["teams"]
        named = {(team.name, team.source_line) for team in teams if not team.is_assumed}
        assert named == {(team["name"], line(team["source_line"])) for team in organization["teams_named"]}
        assert {team.source_line for team in teams if team.is_assumed} == {""}
        assert texts("structure") == [(organization["structure"]["printed"], "7")]

    def test_quota_keeps_dashes_as_nothing(self):
        headcount = facts()["headcount"]
        printed = headcount["rows"][0]
        wanted = [
            (column, value, line(printed["source_line"]))
            for column, value in zip(headcount["columns"], printed["values"], strict=True)
            if column not in SUMS
        ]
        found = db.session.scalars(select(Quota).order_by(Quota.sort_order)).all()
        assert [(quota.headcount_column, quota.count, quota.source_line) for quota in found] == wanted
        assert sum(quota.count or 0 for quota in found) == printed["values"][-1]
        assert texts("headcount") == [(row["printed"], line(row["source_line"])) for row in headcount["rows"]]

    def test_functions_and_who_answers(self):
        found = rows(Function.sort_order, Function.text, Function.source_line)
        assert found == [(one["order"], one["printed"], line(one["source_line"])) for one in facts()["functions"]]
        answered = {function_id for (function_id,) in rows(FunctionTeam.function_id)}
        assert len(answered) == len(found)

    def test_printed_people_have_no_invented_dates(self):
        chosen = select(Person, Assignment).join(Assignment).where(~Person.is_fictional)
        found = {person.name: (person, held) for person, held in db.session.execute(chosen)}
        printed = {contact["name"]: contact for contact in facts()["contacts"]}
        assert set(found) == set(printed)
        for name, (person, held) in found.items():
            assert held.extension == printed[name]["ext"]
            assert person.source_line == held.source_line == line(printed[name]["source_line"])
            assert (person.hired_on, person.gender, person.mobile) == (None, "", "")
        labels = [(contact["role_printed"] or "", line(contact["source_line"])) for contact in facts()["contacts"]]
        assert texts("author") == labels

    def test_programs_and_their_facts(self):
        programs = {
            program.key: program for program in db.session.scalars(select(Program).where(~Program.is_fictional))
        }
        for printed in facts()["programs"]:
            program = programs.pop(printed["key"])
            assert program.report_title == repaired(printed["title_printed"])
            assert program.source_line == line(printed["source_line"])
            about = {fact.name: fact for fact in db.session.scalars(select(Fact).where(Fact.program_id == program.id))}
            wanted = {name: fact for name, fact in printed.items() if isinstance(fact, dict)}
            wanted |= {track["key"]: track for track in printed.get("tracks", ())}
            for name, fact in wanted.items():
                assert (about[name].printed, about[name].source_line) == (fact["printed"], line(fact["source_line"]))
                rest = {key: value for key, value in fact.items() if key not in ("printed", "source_line", "key")}
                assert rest.items() <= about[name].value.items()
        assert programs == {}

    def test_monitoring_rounds(self):
        (program,) = (one for one in facts()["programs"] if one["key"] == "hr_monitoring")
        chosen = select(Round).join(Program).where(Program.key == "hr_monitoring").order_by(Round.number)
        for printed, round_ in zip(program["rounds"], db.session.scalars(chosen), strict=True):
            assert round_.name == printed["name"]
            assert (round_.starts_on.isoformat(), round_.ends_on.isoformat()) == (printed["start"], printed["end"])
            about = {fact.name: fact for fact in db.session.scalars(select(Fact).where(Fact.round_id == round_.id))}
            assert about["tf_members"].value["members"] == printed["tf_members"]
            assert about["period"].printed == printed["period_printed"]
            assert ("note" in about) == ("note_printed" in printed)
        assert about["note"].printed == "저경력공무워 포함"
        assert about["note"].value["words"] == "저경력공무원 포함"

    def test_periods(self):
        chosen = select(Round).join(Program).where(Round.in_report, Program.key == "mentoring")
        mentoring = db.session.scalars(chosen).one()
        assert (mentoring.starts_on, mentoring.ends_on) == (date(2025, 3, 1), date(2025, 10, 31))
        assert mentoring.period_style == PeriodStyle.MONTHS
        chosen = select(Round).join(Program).where(Round.in_report, Program.key == "early_career_workshop")
        workshop = db.session.scalars(chosen).one()
        assert (workshop.starts_on, workshop.ends_on) == (date(2025, 5, 19), date(2025, 5, 21))
        assert workshop.period_style == PeriodStyle.DAYS

    def test_plans(self):
        groups = db.session.scalars(select(PlanGroup).order_by(PlanGroup.sort_order)).all()
        keys = {program_id: key for key, program_id in rows(Program.key, Program.id)}
        for printed, group in zip(facts()["plans"], groups, strict=True):
            assert (group.title, group.source_line) == (printed["group_printed"], line(printed["group_source_line"]))
            for item, plan in zip(printed["items"], group.items, strict=True):
                assert (plan.printed, plan.source_line) == (item["printed"], line(item["source_line"]))
                assert (plan.start_month or None, plan.end_month or None) == (item["start_month"], item["end_month"])
                assert plan.round_number == item.get("round")
                assert keys.get(plan.program_id) == item["program"]
        assert sum(len(group.items) for group in groups) == len(db.session.scalars(select(PlanItem)).all())

    def test_budget(self):
        budget = facts()["budget"]
        chosen = select(BudgetLine, Execution).join(Execution).order_by(BudgetLine.sort_order)
        total = dict.fromkeys(("a", "b", "final_2024", "committed", "spent"), 0)
        for printed, (row, spent) in zip(budget["rows"], db.session.execute(chosen), strict=True):
            found = {"a": row.original, "b": row.supplementary, "final_2024": row.previous_final}
            found |= {"committed": spent.committed, "spent": spent.spent}
            assert found == {name: printed[name] for name in found}
            assert (row.project, row.source_line) == (printed["project"], line(printed["source_line"]))
            assert spent.as_of.isoformat() == budget["as_of"]
            total = {name: amount + (found[name] or 0) for name, amount in total.items()}
        assert total == {name: budget["total"][name] for name in total}

    def test_words_of_the_report(self):
        report = facts()["report"]
        assert texts("title") == [("실·국별 주요업무보고 총무과", "1")]
        headings = [
            (repaired(one["printed"]).removeprefix("□ "), line(one["source_line"])) for one in report["sections"]
        ]
        assert texts("section") == headings
        assert texts("purpose") == [(one["printed"], line(one["source_line"])) for one in report["purpose"]]
        assert texts("legal_basis") == [("「지방공무원법」 및 「지방공무원 임용령」", "45")]
        assert texts("as_of") == [("('25.7.31.기준)", "13,104")]


def test_production_knows_no_invented_person_program_or_round(bare):
    assert [row for row in rows(Person.is_fictional) if row[0]] == []
    assert [row for row in rows(Program.is_fictional) if row[0]] == []
    assert [row for row in rows(Round.apply_from) if row[0]] == []
    assert sorted(rows(Person.name, Person.grade)) == [
        ("김산원", ""), ("김은옥", ""), ("류경숙", "5급"), ("이대우", "3급"), ("이주섭", "5급"),
    ]  # fmt: skip
    assert rows(Duty.id) == []


def test_scanning_faults_are_gone_from_what_is_shown(seeded):
    shown = [text for row in rows(Program.report_title, Program.title) for text in row]
    shown += [text for (text,) in rows(ReportText.text)] + [text for (text,) in rows(PlanItem.title)]
    shown += [text for items, pages in rows(BudgetLine.budget_items, BudgetLine.pages) for text in (*items, pages)]
    for fault in ("공무워", "●", "⊕", "총 무 과", "조 직", "합. 계"):
        assert [text for text in shown if fault in text] == []
    assert rows(BudgetLine.pages) == [("188-198, 61",), ("199-209",)]
