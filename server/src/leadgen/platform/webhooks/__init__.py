"""Outgoing webhooks by Standard Webhooks: what happens in a workspace, told to addresses of its choice.

In: a floor registers its event types and calls `publish` in the transaction of the act. Out: one event with
an id that never changes, and an effect per subscribed address, whose lane is the address; nothing is written
where nobody subscribes. Tables: webhook, webhook_event, webhook_delivery, webhook_attempt.
Source: github.com/standard-webhooks/standard-webhooks, specification of 2023, read in August 2026.
"""
