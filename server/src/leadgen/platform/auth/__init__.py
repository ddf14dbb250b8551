"""Who asks, and what they may do.

In: a session cookie or an API key, a password and a code. Out: an `Identity` in one workspace, a `Caller` in
none, or a refusal. `proving` says what each way in demands, `throttle` how often it may be tried.
Tables: session, api_key, sign_in_link, and the reading of user, member and workspace.
"""
