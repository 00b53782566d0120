-- A token belongs to the keys that it was asked for with: with other keys it is none.
alter table channel_tokens
  add column of bytea check (length(of) = 32); -- sha-256 of the request; null: unknown, so no token
