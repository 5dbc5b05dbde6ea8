"""What is counted, in the words of Prometheus."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from time import perf_counter
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, Info, generate_latest

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"

_ACK_BUCKETS: Final = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 1.5, 2.5, 3.0)
_API_BUCKETS: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """All counters of one process, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.acks = self._histogram("ack_seconds", "Time until Slack was answered.", ["kind"], _ACK_BUCKETS)
        self.requests = self._counter("requests", "Slack's requests by kind and HTTP status.", ["kind", "status"])
        self.deliveries = self._counter("deliveries", "Deliveries by kind and outcome.", ["kind", "outcome"])
        self.claims = self._counter("outbox_claims", "Deliveries claimed.", [])
        self.api_seconds = self._histogram("slack_api_seconds", "Time a Slack call took.", ["method"], _API_BUCKETS)
        self.api_calls = self._counter("slack_api_calls", "Slack calls by method and outcome.", ["method", "outcome"])
        self.rate_limited = self._counter("slack_rate_limited", "Answers 429 by method.", ["method"])
        self.database_retries = self._counter("database_retries", "Units of work run again.", ["reason"])
        self.ticks = self._counter("ticks", "Runs of periodic work by name and outcome.", ["name", "outcome"])
        self.solve_seconds = self._histogram("solve_seconds", "Time that grouping a pool took.", ["step"], _API_BUCKETS)
        self.solver_fallbacks = self._counter("solver_fallbacks", "Steps of the engine that gave way.", ["step"])
        Info("partner42_build", "What runs here.", registry=self.registry).info({"version": own_version()})

    def render(self) -> bytes:
        """Everything in Prometheus' text format."""
        return generate_latest(self.registry)

    def database_retried(self, reason: str) -> None:
        """Counts a unit of work that the database made run again."""
        self.database_retries.labels(reason).inc()

    @contextmanager
    def timed(self, histogram: Histogram, label: str) -> Iterator[None]:
        """Observes how long the block took, whatever came of it."""
        began = perf_counter()
        try:
            yield
        finally:
            histogram.labels(label).observe(perf_counter() - began)

    def _counter(self, name: str, text: str, labels: list[str]) -> Counter:
        return Counter(f"partner42_{name}", text, labels, registry=self.registry)

    def _histogram(self, name: str, text: str, labels: list[str], buckets: tuple[float, ...]) -> Histogram:
        return Histogram(f"partner42_{name}", text, labels, buckets=buckets, registry=self.registry)


def own_version() -> str:
    """The installed version, or `dev` where nothing is installed."""
    try:
        return version("partner42")
    except PackageNotFoundError:
        return "dev"
