"""Dashboards and alerts speak of figures that there are, and alerts lead to advice that there is."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client import Counter, Gauge, Histogram
from prometheus_client.parser import text_string_to_metric_families

from infra.metrics import Metrics

ROOT = Path(__file__).parents[2]
OPERATIONS = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
RULES = yaml.safe_load((ROOT / "deploy/prometheus/partner42.rules.yml").read_text(encoding="utf-8"))
DASHBOARD = json.loads((ROOT / "deploy/grafana/partner42.json").read_text(encoding="utf-8"))

SCRAPED = {"job", "instance"}
"""Labels that Prometheus adds itself."""

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|\[[^\]]*\]|[A-Za-z_:][A-Za-z0-9_:]*|[0-9.]+[smhd]?|=~|!~|!=|==|>=|<=|\S')
NAME = re.compile(r"[A-Za-z_:][A-Za-z0-9_:]*")
KEYWORDS = {"by", "without", "on", "ignoring", "group_left", "group_right", "and", "or", "unless", "bool", "offset"}
LABELLED = {"by", "without", "on", "ignoring", "group_left", "group_right"}


def alerts() -> list[Mapping[str, Any]]:
    return [rule for group in RULES["groups"] for rule in group["rules"]]


def expressions() -> Iterator[str]:
    yield from (rule["expr"] for rule in alerts())
    for panel in DASHBOARD["panels"]:
        yield from (target["expr"] for target in panel["targets"])


def touched() -> Mapping[str, set[str]]:
    """Every sample that a process shows once everything has happened, with its labels."""
    metrics = Metrics()
    for figure in vars(metrics).values():
        if not isinstance(figure, Counter | Gauge | Histogram):
            continue
        one = figure.labels(*["x" for _ in figure._labelnames]) if figure._labelnames else figure
        if isinstance(one, Histogram):
            one.observe(1)
        else:
            one.inc()
    shown: dict[str, set[str]] = {}
    for family in text_string_to_metric_families(metrics.render().decode()):
        for sample in family.samples:
            shown.setdefault(sample.name, set()).update(sample.labels)
    return shown


def used(expression: str) -> tuple[set[str], set[str]]:
    """The metrics of an expression, and the labels that it names: in braces, or grouped by."""
    tokens = [token for token in TOKEN.findall(expression) if not token.startswith('"')]
    metrics: set[str] = set()
    labels: set[str] = set()
    closing: str | None = None
    for place, token in enumerate(tokens):
        following = tokens[place + 1] if place + 1 < len(tokens) else ""
        if closing is not None:
            closing = None if token == closing else closing
            labels |= {token} if NAME.fullmatch(token) else set()
        elif token == "{":
            closing = "}"
        elif token == "(" and place and tokens[place - 1] in LABELLED:
            closing = ")"
        elif NAME.fullmatch(token) and token not in KEYWORDS and following != "(" and following not in LABELLED:
            metrics.add(token)
    return metrics, labels


def test_an_expression_is_read_as_prometheus_reads_it() -> None:
    expression = (
        'histogram_quantile(0.9, sum by (le, kind) (rate(a_bucket{kind=~"x|y", code!="ok"}[5m]))) > on (z) b_total'
        " unless c_total offset 5m"
    )
    assert used(expression) == ({"a_bucket", "b_total", "c_total"}, {"le", "kind", "code", "z"})


@pytest.mark.parametrize("expression", sorted(set(expressions())))
def test_every_figure_that_is_watched_is_shown_by_the_processes(expression: str) -> None:
    shown = touched()
    metrics, labels = used(expression)
    assert metrics
    assert metrics <= set(shown)
    assert labels <= {label for metric in metrics for label in shown[metric]} | SCRAPED


def test_every_figure_is_on_the_dashboard_and_explained() -> None:
    on_it = {name for expression in expressions() for name in used(expression)[0]}
    for name in touched():
        base = re.sub(r"_(bucket|sum|count|created)$", "", name)
        assert any(each == name or each.startswith(base) for each in on_it), name
        assert base.removeprefix("partner42_") in OPERATIONS, name


@pytest.mark.parametrize("rule", alerts(), ids=lambda rule: str(rule["alert"]))
def test_every_alert_leads_to_what_to_do(rule: Mapping[str, Any]) -> None:
    page, _, anchor = rule["annotations"]["runbook"].partition("#")
    headings = re.findall(r"^#{2,3} (.+)$", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE)
    assert anchor in {re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert rule["annotations"]["summary"]
    assert rule["labels"]["severity"] in {"page", "ticket"}
