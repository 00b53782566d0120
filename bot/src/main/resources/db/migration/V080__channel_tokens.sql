-- The platforms' access tokens, one a channel for all nodes. Not of an estate: a channel serves several.
create table channel_tokens (
  channel text primary key,
  token text,              -- secret; null while nobody has asked for one
  good_until timestamptz,  -- some minutes before the platform ends it
  check ((token is null) = (good_until is null))
);
