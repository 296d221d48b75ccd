"""Was a new-media account updated of late? Its platform is never visited: a person enters the day of its last item."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from inspector.checks.accounts import entered, registered
from inspector.checks.case import Check, On, Params, observed
from inspector.model.finding import Answer


class AccountFreshParams(Params):
    """`days`: how old the last original or reposted item may be at the monitoring time point."""

    days: int = Field(14, ge=1)


def account_fresh(on: On, params: AccountFreshParams) -> list[Answer]:
    """One answer an account of the registry; `manual` until somebody entered the day of its last item (`inspector record --newest`)."""
    accounts = registered(on)
    if not accounts:
        return [
            on.not_applicable(
                "登记表中没有该单位的新媒体账号", "the registry has no account of the unit", reason="none"
            )
        ]
    return [_judge(on, account.text, params.days) for account in accounts]


def _judge(on: On, account: str, days: int) -> Answer:
    told = [
        (one, day) for one in entered(on, account) if (day := _newest(one.data.get("newest"))) and day <= on.case.at
    ]
    if not told:
        zh, en = (
            f"账号“{account}”最后一条的日期尚未填报",
            f"the day of the last item of “{account}” was not entered yet",
        )
        return on.answer("manual", zh, en, subject=account)
    one, day = told[-1]
    looked = min(datetime.fromisoformat(one.at).date(), on.case.at)
    age = (on.case.at - day).days
    if age > days >= (looked - day).days:
        zh = f"账号“{account}”在{looked.isoformat()}查看时最后一条为{day.isoformat()}，其后是否更新尚不清楚，请再次查看填报"
        en = (
            f"when “{account}” was looked at on {looked.isoformat()} its last item was of {day.isoformat()}; "
            "what came after is not known: look again"
        )
        return on.answer("manual", zh, en, observed(one), subject=account)
    zh = f"账号“{account}”最后一条为{day.isoformat()}，距监测时间点{age}天（上限{days}天）"
    en = f"the last item of “{account}” is of {day.isoformat()}, {age} days before the monitoring time point (at most {days})"
    return on.answer("pass" if age <= days else "fail", zh, en, observed(one), subject=account)


def _newest(said: object) -> date | None:
    try:
        return date.fromisoformat(str(said or ""))
    except ValueError:
        return None


CHECK = Check("account_fresh", AccountFreshParams, account_fresh, gated=False)
