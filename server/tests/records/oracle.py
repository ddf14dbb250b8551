"""A plain model of authorship, keys and undo, to compare the database with after any sequence of acts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from leadgen.records.contracts import Value

State = tuple[Value | None, UUID]


@dataclass(frozen=True)
class Did:
    """One thing an operation did to a record: a field's state, or with `field` None its life."""

    record: UUID
    field: str | None
    before: State | bool
    after: State | bool
    keys: frozenset[str] = frozenset()
    authors: Mapping[str, UUID] | None = None  # of a record that was brought back, at that moment
    remover: UUID | None = None  # whose the removal is or was, where it is not this operation's own


@dataclass
class Person:
    """A record: its fields' states and whether it is there."""

    origin: UUID
    fields: dict[str, State] = field(default_factory=dict)
    alive: bool = True
    removed_by: UUID | None = None
    freed: frozenset[str] = frozenset()
    trashed: bool = False

    @property
    def authors(self) -> Mapping[str, UUID]:
        return {name: author for name, (_, author) in self.fields.items()}

    def state(self, name: str) -> State:
        return self.fields.get(name, (None, self.origin))


@dataclass
class Oracle:
    """What the base must look like."""

    people: dict[UUID, Person] = field(default_factory=dict)
    keys: dict[str, UUID] = field(default_factory=dict)
    done: dict[UUID, list[Did]] = field(default_factory=dict)
    imports: set[UUID] = field(default_factory=set)  # with their undos and redos

    def make(self, operation: UUID, record: UUID, values: Mapping[str, Value]) -> None:
        self.imports.add(operation)
        person = Person(operation, {name: (value, operation) for name, value in values.items()})
        self.people[record] = person
        taken = self._key(person.state("email")[0]) - self.keys.keys()
        self.keys |= dict.fromkeys(taken, record)
        self.done.setdefault(operation, []).append(Did(record, None, False, True))

    def write(self, operation: UUID, record: UUID, values: Mapping[str, Value | None]) -> None:
        for name, value in values.items():
            self._set(operation, record, name, (value, operation))

    def is_taken(self, record: UUID, email: str) -> bool:
        return any(self.keys.get(key, record) != record for key in self._key(email))

    def trash(self, operation: UUID, records: Iterable[UUID]) -> None:
        self.done[operation] = []
        for record in records:
            self._carry_out(operation, Did(record, None, True, False, self._keys_of(record)))

    def restore(self, operation: UUID, records: Iterable[UUID]) -> None:
        """Those in the trash whose identity nobody has; of two that had one, the first gets it."""
        self.done[operation] = []
        for record in records:
            freed = self.people[record].freed
            if freed.isdisjoint(self.keys):
                former = self.people[record].removed_by
                self._carry_out(operation, Did(record, None, False, True, freed, remover=former))

    def undo(self, operation: UUID, undo: UUID) -> None:
        if operation in self.imports:
            self.imports.add(undo)
        acts = {did.record: [] for did in self.done.get(operation, [])}  # type: dict[UUID, list[Did]]
        for did in self.done.get(operation, []):
            acts[did.record].append(did)
        self.done[undo] = []
        wanted = [act for record, dids in acts.items() for act in self._mirrored(operation, record, dids)]
        for act in self._unblocked(wanted):
            self._carry_out(undo, act)

    def _mirrored(self, operation: UUID, record: UUID, dids: list[Did]) -> list[Did]:
        """What may be put back: only where the operation still has the last word."""
        person = self.people[record]
        found = []
        for did in dids:
            if did.field is None:
                if did.after is True and person.alive and self._untouched(person, did):
                    keys = self._keys_of(record)
                    found.append(Did(record, None, True, False, keys, remover=did.remover))
                if did.after is False and person.removed_by == (did.remover or operation):
                    found.append(Did(record, None, False, True, did.keys, remover=person.removed_by))
            elif self._has_last_word(person, did) and person.origin != operation:
                found.append(Did(record, did.field, person.state(did.field), did.before))
        return found

    def _unblocked(self, acts: list[Did]) -> list[Did]:
        while True:
            freed = {key for act in acts for key in self._frees(act)}
            open_acts = [
                act
                for act in acts
                if all(
                    self.keys.get(key, act.record) == act.record or key in freed for key in self._needs(act)
                )
            ]
            if len(open_acts) == len(acts):
                return acts
            acts = open_acts

    def _carry_out(self, undo: UUID, act: Did) -> None:
        if act.field is not None:
            self._set(undo, act.record, act.field, act.after)  # type: ignore[arg-type]
            return
        person = self.people[act.record]
        person.alive = bool(act.after)
        person.removed_by = None if act.after else act.remover or undo
        person.trashed = not act.after and undo not in self.imports
        person.freed = act.keys
        for key in act.keys:
            if act.after:
                self.keys[key] = act.record
            else:
                del self.keys[key]
        self.done[undo].append(replace(act, authors=dict(person.authors)))

    def _keys_of(self, record: UUID) -> frozenset[str]:
        return frozenset(key for key, owner in self.keys.items() if owner == record)

    def _set(self, operation: UUID, record: UUID, name: str, state: State) -> None:
        person = self.people[record]
        before = person.state(name)
        person.fields[name] = state
        if name == "email" and before[0] != state[0]:
            for key in self._key(before[0]) - self._key(state[0]):
                if self.keys.get(key) == record:
                    del self.keys[key]
            for key in self._key(state[0]):
                self.keys.setdefault(key, record)
        self.done.setdefault(operation, []).append(Did(record, name, before, state))

    def _frees(self, act: Did) -> frozenset[str]:
        if act.field is None:
            return frozenset() if act.after else act.keys
        if act.field != "email":
            return frozenset()
        return frozenset(self._key(act.before[0]) - self._key(act.after[0]))  # type: ignore[index]

    def _needs(self, act: Did) -> frozenset[str]:
        if act.field is None:
            return act.keys if act.after else frozenset()
        if act.field != "email":
            return frozenset()
        return frozenset(self._key(act.after[0]) - self._key(act.before[0]))  # type: ignore[index]

    @staticmethod
    def _has_last_word(person: Person, did: Did) -> bool:
        assert did.field is not None
        assert not isinstance(did.after, bool)
        return person.alive and person.state(did.field)[1] == did.after[1]

    @staticmethod
    def _untouched(person: Person, did: Did) -> bool:
        """Since it was made, or since it was brought back."""
        if did.authors is None:
            return all(author == person.origin for author in person.authors.values())
        return person.authors == did.authors

    @staticmethod
    def _key(email: Value | None) -> set[str]:
        return {f"email:{email}"} if email else set()
