from infra.metrics import Metrics, own_version


def test_figures_are_in_prometheus_text() -> None:
    metrics = Metrics()
    metrics.deliveries.labels("card", "done").inc()
    metrics.database_retried("OperationalError")

    text = metrics.render().decode()

    assert 'partner42_deliveries_total{kind="card",outcome="done"} 1.0' in text
    assert 'partner42_database_retries_total{reason="OperationalError"} 1.0' in text
    assert f'partner42_build_info{{version="{own_version()}"}} 1.0' in text


def test_processes_of_one_machine_do_not_share_figures() -> None:
    one, other = Metrics(), Metrics()
    one.claims.inc(3)

    assert "partner42_outbox_claims_total 0.0" in other.render().decode()
