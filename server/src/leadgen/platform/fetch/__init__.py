"""What enrichers read outside: each page once while it is fresh, each host at its pace, all of it kept.

In: the questions of an enricher (the SDK's `Net`). Out: pages, from the cache or through the guarded door,
and which of them a step stood on, so that it can be played back with no network. Tables: fetch, host_pace;
the bytes are blobs.
"""
