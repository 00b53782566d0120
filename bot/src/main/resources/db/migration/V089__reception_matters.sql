-- Which message said what of a sign-up: a message that is taken back takes its words along.
create table reception_matter (
  estate_id    text not null,
  event_key    uuid not null,
  reception_id bigint not null,
  number       int not null,
  matter       text,                                 -- personal
  issue_type   text,
  said_at      timestamptz not null,
  primary key (estate_id, event_key),
  foreign key (estate_id, reception_id, number) references reception_entry
);
create index reception_matter_entry on reception_matter (estate_id, reception_id, number);
