"""Credits: what an account has, what its runs may take at most, and what they did take.

In: grants, reserves of runs, charges. Out: a balance that nobody overspends, and a statement. Tables:
account_balance (one row an account), ledger_entry (append-only; its amounts sum up to the balance),
credit_lot, run_reserve, spending (by workspace and day), spending_cap. Once an hour, with the housekeeping,
lots that are over expire.

Locks are taken in this order: the run's reserve, the day's spending, the balance.
"""
