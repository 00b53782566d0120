-- The number under which the people who handle a case may ring a reporter.

create table case_contact (
  estate_id  text not null,
  case_id    bigint not null,
  channel    text not null,
  account_id text not null,                          -- personal
  phone      text not null check (phone ~ '^[0-9]{7,12}$'), -- personal
  at         timestamptz not null,
  primary key (estate_id, case_id, channel, account_id),
  foreign key (estate_id, case_id) references cases
);
create index case_contact_account on case_contact (estate_id, channel, account_id);
