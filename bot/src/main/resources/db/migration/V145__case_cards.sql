-- Yellow and red cards (黄牌, 红牌): one of each colour for each deadline of a case.
create table case_card (
  estate_id   text not null,
  case_id     bigint not null,
  colour      text not null check (colour in ('YELLOW', 'RED')),
  round       integer not null,              -- which deadline of the case: it moves with a pause, a hand-over
  reason      text not null check (reason in ('NOT_TAKEN', 'NOT_DONE')),
  party_id    text not null,                 -- who had it then
  resolve_by  timestamptz not null,          -- the deadline
  shown_at    timestamptz not null,
  primary key (estate_id, case_id, colour, round),
  foreign key (estate_id, case_id) references cases,
  foreign key (estate_id, party_id) references party
);
comment on table case_card is 'Shown a working day before a deadline (yellow), on the first working day after it (red).';
create index case_card_shown on case_card (estate_id, shown_at);
