-- Where the rules of an owners' assembly (议事规则) say that who was served a ballot and stays silent
-- follows the majority, it is written down who was served (送达), how, when and by whom.
alter table vote_rule
  add column silence text not null default 'NOT_PARTICIPATING'
    check (silence in ('NOT_PARTICIPATING', 'FOLLOW_MAJORITY')),
  add column silence_source text,                    -- which rule of the assembly says so
  add constraint followed_by_a_rule check ((silence = 'FOLLOW_MAJORITY') = (silence_source is not null));

create table vote_service (
  estate_id    text not null,
  vote_id      bigint not null,
  line         int not null,                         -- which line of the log says so
  household    text not null,                        -- its pseudonym there
  way          text not null check (way in ('in_person', 'at_home', 'post', 'message', 'notice')),
  served_at    timestamptz not null,
  photo        text,                                 -- of the receipt; personal
  reference    text check (length(reference) <= 80), -- of a proof that another system keeps
  recorded_by  bigint,                               -- who wrote it down in the chat; personal
  token        text,                                 -- or by which token a system did
  recorded_at  timestamptz not null,
  withdrawn_by bigint,
  withdrawn_at timestamptz,
  primary key (estate_id, vote_id, line),
  foreign key (estate_id, vote_id, line) references vote_log,
  foreign key (estate_id, vote_id, household) references vote_household,
  foreign key (estate_id, recorded_by) references person (estate_id, person_id),
  foreign key (estate_id, withdrawn_by) references person (estate_id, person_id),
  constraint somebody_recorded_it check ((recorded_by is null) <> (token is null)),
  constraint there_is_a_proof check (photo is not null or reference is not null),
  check ((withdrawn_by is null) = (withdrawn_at is null))
);
create unique index vote_service_one on vote_service (estate_id, vote_id, household)
  where withdrawn_at is null;

alter table vote_log drop constraint vote_log_kind_check;
alter table vote_log add constraint vote_log_kind_check
  check (kind in ('vote', 'household', 'service', 'representative', 'ballot', 'result'));
