"""Signing in with an account held elsewhere: Google, or any OpenID Connect provider. Off until configured.

In: a browser that comes back from the provider with a code. Out: a session of a person who belongs here
already, or was invited; nobody signs up by themselves. Who may enter:

a known identity (issuer and subject)      its person
a confirmed e-mail of an existing person   that person, and the identity is known from then on
a confirmed e-mail with an open invitation a new person, in that workspace
a person with the second factor on         nobody: they sign in with password and code

Table: provider_identity. Source: OpenID Connect Core 1.0, RFC 7636 (PKCE), RFC 9207 (issuer in the answer),
RFC 9700 (security best practice for OAuth 2.0).
"""
