-- Joint meetings (联席会议): their agenda, minutes, and the tasks that come of them.

create table meeting (
  estate_id  text not null references estate,
  meeting_id bigint generated always as identity,
  held_at    timestamptz not null,
  place      text,
  called_by  bigint,                                  -- person; null: through the API
  called_at  timestamptz not null,
  minutes    text,                                    -- masked words
  minutes_at timestamptz,
  primary key (estate_id, meeting_id),
  foreign key (estate_id, called_by) references person,
  check ((minutes is null) = (minutes_at is null))
);
create index meeting_of on meeting (estate_id, held_at);

create table meeting_item (
  estate_id  text not null,
  meeting_id bigint not null,
  case_id    bigint not null,
  reason     text not null check (reason in ('OVERDUE', 'OWNERLESS', 'MANY_PARTIES')),
  listed_at  timestamptz not null,
  primary key (estate_id, meeting_id, case_id),
  foreign key (estate_id, meeting_id) references meeting,
  foreign key (estate_id, case_id) references cases
);

create table meeting_task (
  estate_id  text not null references estate,
  task_id    bigint generated always as identity,
  kind       text not null check (kind in ('DECISION', 'ROOT_CAUSE')),
  meeting_id bigint,
  case_id    bigint,
  building   text,                                    -- of a root cause, with the type
  issue_type text,
  party_id   text not null,
  what       text not null,                           -- masked words
  made_at    timestamptz not null,
  due_at     timestamptz not null,
  done_at    timestamptz,
  done_text  text,                                    -- masked words
  primary key (estate_id, task_id),
  foreign key (estate_id, meeting_id) references meeting,
  foreign key (estate_id, case_id) references cases,
  foreign key (estate_id, party_id) references party,
  check ((kind = 'DECISION') = (meeting_id is not null)),
  check ((kind = 'ROOT_CAUSE') = (issue_type is not null)),
  check ((done_at is null) = (done_text is null))
);
create unique index meeting_task_root on meeting_task (estate_id, building, issue_type)
  where kind = 'ROOT_CAUSE' and done_at is null;
create index meeting_task_open on meeting_task (estate_id, due_at) where done_at is null;
