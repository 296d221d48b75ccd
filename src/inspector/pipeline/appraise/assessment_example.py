"""A mapping with every key explained, and a table that fits it."""

from __future__ import annotations

from pathlib import Path

from inspector.errors import UsageError
from inspector.pipeline.files import write_whole

_MAPPING = """\
# How an outside assessor's table is read: inspector assess import table.csv --mapping mapping.yaml --by NAME
assessor: 某大学政务公开评估中心     # printed on orders and on the year's pages
# quarter: 2026Q3                   # where the table is of one quarter and has no column for it
max: 100                            # the full mark, where no column says it
severity: S2                        # sets the deadline of orders for its issues, as for our own

columns:                            # the table's own headers; leave out what it does not have
  unit: 单位                        # code, name or alias of the registry
  quarter: 季度                     # 2026Q3
  score: 得分
  # max: 满分
  item: 指标
  issue: 存在问题
  url: 页面地址

# An issue in whose item or text one of the words stands is about these rules of ours. What no line fits is said to be unmatched.
match:
  - {words: [联系电话, 电话], rules: [GD-07, GD-08]}
  - {words: [办公时间], rules: [GD-05, GD-06]}
  - {words: [邮箱, 电子邮件], rules: [CH-02, CH-03]}
  - {words: [年报, 年度报告], rules: [AR-01, AR-04]}
"""
_TABLE = (
    "\ufeff单位,季度,得分,指标,存在问题,页面地址\r\n"
    "清河区教育委员会,2026Q3,88.5,公开指南,指南未列明联系电话,https://www.qinghe.gov.cn/xxgk/jw/zn/\r\n"
    "清河区教育委员会,2026Q3,,政策解读,解读形式单一,\r\n"
    "桃源街道办事处,2026Q3,92,,,\r\n"
)


def write_example(folder: Path) -> list[Path]:
    """Write `mapping.yaml` and `table.csv`. Raises UsageError where one of them is there already."""
    files = {folder / "mapping.yaml": _MAPPING, folder / "table.csv": _TABLE}
    for path in files:
        if path.exists():
            raise UsageError("a file is there already", where=str(path), remedy="Give another folder.")
    for path, text in files.items():
        write_whole(path, text)
    return list(files)
