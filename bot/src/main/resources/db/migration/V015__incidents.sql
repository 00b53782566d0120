-- Outages (停水, 停电 …) that staff announce: what is reported meanwhile belongs to them.

create table incident (
  estate_id    text not null references estate,
  incident_id  bigint generated always as identity,
  kind         text not null,                        -- as people say it: 停水
  issue_type   text not null,
  buildings    text[] not null,                      -- empty: the whole estate
  starts_at    timestamptz not null,
  ends_at      timestamptz not null,
  reason       text not null,
  announced_by bigint not null,
  announced_at timestamptz not null,
  ended_at     timestamptz,
  primary key (estate_id, incident_id),
  foreign key (estate_id, announced_by) references person (estate_id, person_id),
  check (ends_at > starts_at)
);
create index incident_running on incident (estate_id, issue_type, starts_at) where ended_at is null;

-- Who felt it: told when it is over.
create table incident_report (
  estate_id   text not null,
  incident_id bigint not null,
  channel     text not null,
  account_id  text not null,                         -- personal
  at          timestamptz not null,
  primary key (estate_id, incident_id, channel, account_id),
  foreign key (estate_id, incident_id) references incident
);
