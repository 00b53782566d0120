-- How channels are: what proving their credentials gave, and since when nothing goes out.

create table channel_state (
  channel       text primary key,
  proof         text check (proof in ('PROVED', 'REFUSED', 'AWAY', 'NONE')),
  proof_code    text,                                 -- the platform's code of an error, never its text
  proved_at     timestamptz,
  failing_since timestamptz,
  failing_code  text,
  key_refused   boolean not null default false,       -- somebody must repair the key
  check ((failing_since is null) = (failing_code is null)),
  check ((proof is null) = (proved_at is null))
);

-- When a channel, and a conversation in it, may be written to again: one account for all nodes.
-- Times of the database's own clock; nothing here outlives a restart's worth of seconds.
create unlogged table channel_pace (
  channel   text primary key,
  busy_until timestamptz not null
);

create unlogged table conversation_pace (
  channel      text not null,
  conversation text not null,                         -- personal: the platform's id
  busy_until   timestamptz not null,
  primary key (channel, conversation)
);
create index conversation_pace_over on conversation_pace (busy_until);

-- A line that had no way to its reader is said in another way; the first one of all is named.
alter table outbox add column stands_in_for uuid;
create index outbox_stands_in_for on outbox (stands_in_for) where stands_in_for is not null;

-- Staff were asked to call about a case, for a line that could not be brought to its reporter.
create table call_requests (
  estate_id text not null references estate,
  case_no   text not null,
  asked_on  date not null,
  primary key (estate_id, case_no, asked_on)
);
