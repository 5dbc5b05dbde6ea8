from domain.model.ids import WorkspaceId
from domain.pool import PoolRef, SweepRecord
from domain.vocabulary import Category
from infra.metrics import Metrics, own_version
from tests.domain.examples import NOW


def test_figures_are_in_prometheus_text() -> None:
    metrics = Metrics()
    metrics.deliveries.labels("card", "chat.update", "done").inc()
    metrics.database_retried("OperationalError")

    text = metrics.render().decode()

    assert 'partner42_deliveries_total{kind="card",method="chat.update",outcome="done"} 1.0' in text
    assert 'partner42_database_retries_total{reason="OperationalError"} 1.0' in text
    assert f'partner42_build_info{{version="{own_version()}"}} 1.0' in text


def test_a_sweep_is_counted_with_who_waited_and_who_was_matched() -> None:
    metrics = Metrics()
    meals = PoolRef(WorkspaceId(1), Category.MEAL)
    for matched in (0, 4):
        metrics.swept(SweepRecord(meals, NOW, 1, 5, matched, matched // 2, 0, "exact", (), 250))

    text = metrics.render().decode()

    assert 'partner42_sweeps_total{category="MEAL",step="exact"} 2.0' in text
    assert 'partner42_sweep_waiting_total{category="MEAL"} 10.0' in text
    assert 'partner42_sweep_matched_total{category="MEAL"} 4.0' in text
    assert 'partner42_sweep_seconds_sum{category="MEAL"} 0.5' in text


def test_processes_of_one_machine_do_not_share_figures() -> None:
    one, other = Metrics(), Metrics()
    one.claims.inc(3)

    assert "partner42_outbox_claims_total 0.0" in other.render().decode()
