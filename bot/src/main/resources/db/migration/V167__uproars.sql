-- Many are angry in one group at once: how many lines of how many people, never whose and never what.
create table uproar (
  estate_id    text not null references estate,
  channel      text not null,
  conversation text not null,
  uproar_id    bigint generated always as identity,
  since        timestamptz not null,
  last_at      timestamptz not null,
  lines        int not null check (lines > 0),
  salt         text not null,                        -- of this uproar; random
  people       text[] not null,                      -- salted hashes, only to count them; emptied when it is told
  topics       text[] not null,                      -- what the anger is about, a word of our own each
  told_at      timestamptz,                          -- once each
  primary key (estate_id, channel, conversation)
);
create unique index uproar_number on uproar (estate_id, uproar_id);
