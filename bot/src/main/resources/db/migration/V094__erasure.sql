-- 删除我的信息: asked for, thought over for seven days, done.

create table erasure (
  estate_id    text not null references estate,
  erasure_id   bigint generated always as identity,
  channel      text,
  account_id   text,                                 -- who asked; personal, null once it is over
  case_id      bigint not null,                      -- the ticket
  asked_at     timestamptz not null,
  cancelled_at timestamptz,
  erased_at    timestamptz,
  forgotten_at timestamptz,                          -- the line that told them is gone, too
  primary key (estate_id, erasure_id),
  foreign key (estate_id, case_id) references cases,
  check ((channel is null) = (account_id is null)),
  check (cancelled_at is null or erased_at is null),
  check (forgotten_at is null or erased_at is not null),
  constraint over_is_nobodys
    check ((cancelled_at is not null or forgotten_at is not null) = (account_id is null))
);
create unique index erasure_running on erasure (estate_id, channel, account_id)
  where account_id is not null and erased_at is null;

alter table cases
  drop constraint cases_outcome_check,
  add constraint cases_outcome_check check (outcome in
    ('SOLVED', 'NO_ANSWER', 'WITHDRAWN', 'MERGED', 'FALSE_ALARM', 'ERASED'));
