"""Verification of e-mail addresses: what can be known without writing to anybody.

In: contacts with an address. Out: the fields `email_status`, `email_finding` and `email_suggestion`, written
through the journal as an operation of kind `refresh`. Table: `mail_domain`, what the name system said about
a domain. Job: cleanup.verify. No mail server is ever connected to.
"""
