-- Platforms where people can be answered for some time only after they wrote, and platforms that
-- announce messages without sending them. None of it is of an estate: it exists before one is known.

create table reply_windows (
  channel      text not null,
  conversation text not null,                         -- personal: the platform's id
  opened_at    timestamptz not null,                  -- when they last wrote, by the platform's time
  said         integer not null default 0 check (said >= 0),  -- so much since then
  primary key (channel, conversation)
);
create index reply_windows_old on reply_windows (opened_at);

create table reply_handles (
  channel      text not null,
  handle       text not null,                         -- secret: says one thing, once
  conversation text not null,                         -- personal: the platform's id
  good_until   timestamptz not null,
  primary key (channel, handle)
);
create index reply_handles_of on reply_handles (channel, conversation, good_until);

create table channel_pulls (
  channel    text not null,
  account    text not null,                           -- whose messages, in the platform's words
  ticket     text,                                    -- secret: of the latest announcement
  ticket_at  timestamptz not null,
  cursor     text,                                    -- fetched and stored up to here; null: nothing yet
  announced  bigint not null default 1,
  fetched    bigint not null default 0 check (fetched <= announced),
  fetched_at timestamptz,
  failures   integer not null default 0,
  next_at    timestamptz not null,                    -- while one is fetching: when another node may
  primary key (channel, account)
);

comment on column channel_pulls.fetched is 'so many announcements had come when everything was fetched';
