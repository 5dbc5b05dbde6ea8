"""What is counted, in the words of Prometheus."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from time import perf_counter
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, generate_latest

from domain.pool import SweepRecord

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"

_ACK_BUCKETS: Final = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 1.5, 2.5, 3.0)
_API_BUCKETS: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """All counters of one process, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.acks = self._histogram("ack_seconds", "Time until Slack was answered.", ["kind"], _ACK_BUCKETS)
        self.requests = self._counter("requests", "Slack's requests by kind and HTTP status.", ["kind", "status"])
        self.use_cases = self._counter(
            "use_cases", "What people asked for, by what became of it: ok, or why not.", ["kind", "name", "code"]
        )
        # Of every request: looking up what is counted there costs more than counting.
        self._answers = cache(lambda kind, status: (self.acks.labels(kind), self.requests.labels(kind, status)))
        self._use_case = cache(self.use_cases.labels)
        self.deliveries = self._counter(
            "deliveries",
            "Tries at deliveries by kind, the method called last and outcome.",
            ["kind", "method", "outcome"],
        )
        self.claims = self._counter("outbox_claims", "Deliveries claimed.", [])
        self.api_seconds = self._histogram("slack_api_seconds", "Time a Slack call took.", ["method"], _API_BUCKETS)
        self.api_calls = self._counter("slack_api_calls", "Slack calls by method and outcome.", ["method", "outcome"])
        self.rate_limited = self._counter("slack_rate_limited", "Answers 429 by method.", ["method"])
        self.database_retries = self._counter("database_retries", "Units of work run again.", ["reason"])
        self.database_errors = self._counter("database_errors", "Units of work that failed, by kind.", ["kind"])
        self.ticks = self._counter("ticks", "Runs of periodic work by name and outcome.", ["name", "outcome"])
        self.tick_seconds = self._histogram("tick_seconds", "Time that periodic work took.", ["name"], _API_BUCKETS)
        self.closes = self._counter("closes", "Recruitments whose time came, by what they became.", ["outcome"])
        self.sweeps = self._counter(
            "sweeps", "Sweeps of the random pool in which somebody waited.", ["category", "step"]
        )
        self.sweep_waiting = self._counter("sweep_waiting", "People seen waiting, a sweep at a time.", ["category"])
        self.sweep_matched = self._counter("sweep_matched", "People brought together.", ["category"])
        self.sweep_seconds = self._histogram(
            "sweep_seconds", "Time that a sweep's engine took.", ["category"], _API_BUCKETS
        )
        self.solve_seconds = self._histogram("solve_seconds", "Time that grouping a pool took.", ["step"], _API_BUCKETS)
        self.solver_fallbacks = self._counter("solver_fallbacks", "Steps of the engine that gave way.", ["step"])
        self.outbox = self._gauge(
            "outbox", "Deliveries that have not ended, by urgency and state.", ["urgency", "state"]
        )
        self.outbox_oldest = self._gauge(
            "outbox_oldest_seconds", "How long the oldest delivery that could go is wanted already.", ["urgency"]
        )
        self.outbox_dead = self._gauge("outbox_dead", "Deliveries given up, and neither sent again nor removed.", [])
        self.pool_waiting = self._gauge("pool_waiting", "People in the random pool.", ["category"])
        self.pool_overdue = self._gauge(
            "pool_overdue_seconds", "How long a pool is due already without a sweep that ended.", ["category"]
        )
        self.database_up = self._gauge("database_up", "Whether the database answered the last look at it.", [])
        Info("partner42_build", "What runs here.", registry=self.registry).info({"version": own_version()})

    def render(self) -> bytes:
        """Everything in Prometheus' text format."""
        return generate_latest(self.registry)

    def database_retried(self, reason: str) -> None:
        """Counts a unit of work that the database made run again."""
        self.database_retries.labels(reason).inc()

    def database_failed(self, kind: str) -> None:
        """Counts a unit of work that failed at the database."""
        self.database_errors.labels(kind).inc()

    def acknowledged(self, kind: str, status: int, seconds: float) -> None:
        """Counts an answer to Slack, and how long it took."""
        ack, request = self._answers(kind, status)
        ack.observe(seconds)
        request.inc()

    def answered(self, kind: str, name: str, code: str) -> None:
        """Counts what somebody asked for."""
        self._use_case(kind, name, code).inc()

    def closed(self, outcome: str) -> None:
        """Counts a recruitment whose time came."""
        self.closes.labels(outcome.lower()).inc()

    def swept(self, sweep: SweepRecord) -> None:
        """Counts a sweep."""
        category = sweep.ref.category
        self.sweeps.labels(category, sweep.step).inc()
        self.sweep_waiting.labels(category).inc(sweep.waiting)
        self.sweep_matched.labels(category).inc(sweep.matched)
        self.sweep_seconds.labels(category).observe(sweep.milliseconds / 1000)

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

    def _gauge(self, name: str, text: str, labels: list[str]) -> Gauge:
        return Gauge(f"partner42_{name}", text, labels, registry=self.registry)

    def _histogram(self, name: str, text: str, labels: list[str], buckets: tuple[float, ...]) -> Histogram:
        return Histogram(f"partner42_{name}", text, labels, buckets=buckets, registry=self.registry)


def own_version() -> str:
    """The installed version, or `dev` where nothing is installed."""
    try:
        return version("partner42")
    except PackageNotFoundError:
        return "dev"
