-- Who asks a platform for a token says so here, in a transaction of its own, and holds no lock.
alter table channel_tokens add column asking_until timestamptz;

comment on column channel_tokens.asking_until is
  'a node asks the platform; when it has not written by then, another may';
