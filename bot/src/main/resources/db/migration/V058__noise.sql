-- How much the bot may say: the rules of each estate, and what was said already.

alter table estate
  add column case_lines     int not null default 4 check (case_lines >= 2),      -- about one case, to one person or group
  add column person_answers int not null default 15 check (person_answers > 0),  -- to one person within person_minutes
  add column person_minutes int not null default 1 check (person_minutes > 0),
  add column group_answers  int not null default 10 check (group_answers > 0),   -- into one group within group_minutes
  add column group_minutes  int not null default 10 check (group_minutes > 0);

-- How many lines nobody asked for were said about a case, to a person or into a group.
create table case_told (
  estate_id    text not null,
  case_id      bigint not null,
  channel      text not null,
  conversation text not null,                        -- personal when private
  lines        int not null check (lines > 0),
  primary key (estate_id, case_id, channel, conversation),
  foreign key (estate_id, case_id) references cases
);

-- How much was answered lately, in private to a person or in a group.
create table answer_window (
  estate_id    text not null references estate,
  channel      text not null,
  conversation text not null,                        -- personal when private
  window_id    bigint generated always as identity,
  account_id   text,                                 -- personal; null: a group
  since        timestamptz not null,
  lines        int not null check (lines > 0),
  held_since   timestamptz,                          -- when the first answer was not given there
  primary key (estate_id, window_id)
);
create index answer_window_conversation on answer_window (estate_id, channel, conversation, since);

-- Topics of which a person wants to hear nothing unasked.
create table topic_mute (
  estate_id  text not null references estate,
  channel    text not null,
  account_id text not null,                          -- personal
  topic      text not null check (topic in ('PROGRESS', 'OFFERS', 'OUTAGES')),
  at         timestamptz not null,
  primary key (estate_id, channel, account_id, topic)
);
