"""Verification of e-mail addresses: what can be known without writing to anybody.

In: contacts with an address, and what verifiers said of mailboxes (`email_mailbox`, found by a run). Out: the
fields `email_status`, `email_finding` and `email_suggestion`, written through the journal as an operation of
kind `refresh`, or within the run. Table: `mail_domain`, what the name system said about a domain, and whether
it takes every address. Job: cleanup.verify. No mail server is ever connected to.
"""
