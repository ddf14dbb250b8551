"""Tasks by name, as the stages declare them and `pipeline` collects them."""

import inspect
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from leadgen.config import Settings
from leadgen.db.engine import Database


@dataclass(frozen=True)
class JobContext:
    """What a task is given besides its ids."""

    database: Database
    settings: Settings
    job_id: int
    attempts: int
    should_abort: Callable[[], bool]  # the worker is stopping: end at the next safe point


TaskFunction = Callable[..., Awaitable[None]]
OnFailure = Callable[..., Awaitable[None]]
Mark = Callable[..., Awaitable[str]]


@dataclass(frozen=True)
class RegisteredTask:
    """A task, what is done when it fails for good, and how far it has got."""

    name: str
    run: TaskFunction
    on_failure: OnFailure | None
    mark: Mark | None
    uuids: frozenset[str]

    def arguments(self, stored: Mapping[str, str]) -> dict[str, UUID | str]:
        """The ids as the task's signature wants them."""
        return {name: UUID(value) if name in self.uuids else value for name, value in stored.items()}


@dataclass
class Jobs:
    """The tasks of one module: `jobs = Jobs()`, then `@jobs.task("stage.act")`."""

    tasks: dict[str, RegisteredTask] = field(default_factory=dict)

    def task(
        self, name: str, *, on_failure: OnFailure | None = None, mark: Mark | None = None
    ) -> Callable[[TaskFunction], TaskFunction]:
        """Register `async def f(context: JobContext, workspace_id: UUID, …ids) -> None`.

        `on_failure(context, error, …ids)` is called once it will not be tried again: the place to say so
        where a person sees it. `mark(context, …ids)` says how far the work has got, in words that change
        whenever it gets further: a job whose worker dies again and again at the same mark is given up.
        """

        def register(run: TaskFunction) -> TaskFunction:
            if name in self.tasks:
                raise ValueError(f"two tasks are named {name}")
            self.tasks[name] = RegisteredTask(name, run, on_failure, mark, _uuids(run))
            return run

        return register


def _uuids(run: TaskFunction) -> frozenset[str]:
    parameters = inspect.signature(run, eval_str=True).parameters
    return frozenset(name for name, parameter in parameters.items() if parameter.annotation is UUID)
