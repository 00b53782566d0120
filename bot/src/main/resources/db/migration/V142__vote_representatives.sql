-- Co-owners of a flat name one of them who speaks for it in a vote (推举代表): all of them must agree.
create table vote_naming (
  estate_id text not null,
  naming_no int not null check (naming_no > 0),      -- counted per estate
  vote_id   bigint not null,
  household text not null,                           -- one of the flats that they own together
  owner     text not null,                           -- who shall speak
  asked_by  bigint not null,
  asked_at  timestamptz not null,
  agreed_at timestamptz,                             -- by all: then it is in the log
  ended_at  timestamptz,                             -- somebody does not agree, or another one is named
  primary key (estate_id, naming_no),
  foreign key (estate_id, vote_id, household, owner) references vote_owner,
  foreign key (estate_id, asked_by) references person (estate_id, person_id)
);
create unique index vote_naming_one on vote_naming (estate_id, vote_id, household)
  where ended_at is null;

create table vote_naming_consent (
  estate_id text not null,
  naming_no int not null,
  person_id bigint not null,
  primary key (estate_id, naming_no, person_id),
  foreign key (estate_id, naming_no) references vote_naming,
  foreign key (estate_id, person_id) references person
);

alter table vote_log drop constraint vote_log_kind_check;
alter table vote_log add constraint vote_log_kind_check
  check (kind in ('vote', 'household', 'representative', 'ballot', 'result'));
