"""Acts outside the database that cost money or reach somebody: each is a row before it happens.

In: `reserve(session, "kind", [Reserve(natural_key, payload)])`, in the caller's transaction. Out: a worker
claims it, asks the kind's guards, calls in no transaction, and settles it in one transaction with the kind's
own result writer. `reserved → called → settled | failed | unknown | released`.

A kind says whether its receiver honours idempotency keys. Where it does, a call lost with its worker is
repeated under the same key; where it does not, it is left `unknown` for a person and never repeated by
itself. Tables: effect, effect_payload.
"""
