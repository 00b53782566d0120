-- What staff do with a case besides taking and finishing it: 缓, 转 接 退, 合并, 解除; and what a
-- resident takes back.

alter table cases
  add column pauses       int not null default 0,
  add column paused_at    timestamptz,
  add column resume_at    timestamptz,
  add column pause_reason text,
  add column merged_into  bigint,
  add column refused      int not null default 0,
  add column handed_over  int not null default 0,    -- how often it went to another party
  add foreign key (estate_id, merged_into) references cases,
  drop constraint cases_state_check,
  drop constraint cases_outcome_check,
  drop constraint cases_check,
  add constraint cases_state_check check (state in
    ('OPEN', 'ASSIGNED', 'ACCEPTED', 'PAUSED', 'DONE', 'CLOSED', 'WITHDRAWN', 'MERGED')),
  add constraint cases_outcome_check check (outcome in
    ('SOLVED', 'NO_ANSWER', 'WITHDRAWN', 'MERGED', 'FALSE_ALARM')),
  add constraint over_has_its_time
    check ((state in ('CLOSED', 'WITHDRAWN', 'MERGED')) = (closed_at is not null)),
  add constraint paused_has_its_end check ((state = 'PAUSED') = (resume_at is not null)),
  add constraint merged_has_its_main_case check ((state = 'MERGED') = (merged_into is not null));
alter table case_report
  drop constraint case_report_kind_check,
  add constraint case_report_kind_check
    check (kind in ('report', 'join', 'plus_one', 'supplement', 'left'));
comment on column case_report.kind is 'left: who said it wants no part in the case any more';
create index cases_merged_into on cases (estate_id, merged_into) where merged_into is not null;
create index cases_party_open on cases (estate_id, party_id, opened_at) where closed_at is null;

-- A party asks another one to take a case (转); the other one takes it, refuses it or says nothing.
create table case_transfer (
  estate_id   text not null,
  case_id     bigint not null,
  transfer_no bigint generated always as identity,
  from_party  text not null,
  to_party    text not null,
  reason      text not null,
  asked_at    timestamptz not null,
  answer      text check (answer in ('taken', 'refused', 'silent', 'decided', 'moot')),
  answered_at timestamptz,
  primary key (estate_id, case_id, transfer_no),
  foreign key (estate_id, case_id) references cases,
  foreign key (estate_id, from_party) references party,
  foreign key (estate_id, to_party) references party,
  check ((answer is null) = (answered_at is null))
);
create unique index case_transfer_open on case_transfer (estate_id, case_id) where answer is null;

-- Words that their writer took back: sealed, gone after 30 days.
create table recalled_text (
  estate_id text not null,
  case_id   bigint not null,
  report_no bigint not null,
  text      text not null,                           -- personal
  at        timestamptz not null,
  primary key (estate_id, case_id, report_no),
  foreign key (estate_id, case_id, report_no) references case_report
);

-- Reporters who want no further lines about a case.
create table case_mute (
  estate_id  text not null,
  case_id    bigint not null,
  channel    text not null,
  account_id text not null,                          -- personal
  at         timestamptz not null,
  primary key (estate_id, case_id, channel, account_id),
  foreign key (estate_id, case_id) references cases
);
