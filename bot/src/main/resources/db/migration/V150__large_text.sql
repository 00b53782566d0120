-- Who wants to read large text (大字): short sentences, one to a line.

create table large_text (
  estate_id  text not null references estate,
  channel    text not null,
  account_id text not null,                          -- personal
  since      timestamptz not null,
  primary key (estate_id, channel, account_id),
  unique (channel, account_id)
);
