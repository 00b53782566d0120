-- Cases (工单), their reports, history and questions. Columns marked "personal" hold personal data.

create table case_number (
  estate_id text not null references estate,
  opened_on date not null,                           -- Asia/Shanghai
  last_seq  int not null check (last_seq > 0),
  primary key (estate_id, opened_on)
);

create table cases (
  estate_id     text not null references estate,
  case_id       bigint generated always as identity,
  opened_on     date not null,
  seq           int not null,                        -- shown as MMDD-seq
  issue_type    text not null,
  nature        text,
  urgency       text not null check (urgency in ('P0', 'P1', 'P2', 'P3')),
  hazard        text,
  site          text,
  building      text,
  unit          text,
  floor         text,
  room          text,                                -- personal
  summary       text not null,                       -- masked words of the first report
  state         text not null check (state in ('OPEN', 'ASSIGNED', 'ACCEPTED', 'DONE', 'CLOSED', 'WITHDRAWN')),
  outcome       text check (outcome in ('SOLVED', 'NO_ANSWER', 'WITHDRAWN')),
  grade         text not null check (grade in ('小区级', '社区级', '街道级', '区级')),
  party_id      text not null,
  role          text,
  handler       bigint,                              -- person who accepted
  anonymous     boolean not null default false,      -- reporters hidden from the property company
  announced_on  text,                                -- channel and group that heard the number
  announced_in  text,
  related_case  bigint,
  opened_at     timestamptz not null,
  respond_by    timestamptz not null,
  resolve_by    timestamptz not null,
  responded_at  timestamptz,
  arrived_at    timestamptz,
  done_at       timestamptz,
  done_text     text,
  closed_at     timestamptz,
  reopened      int not null default 0 check (reopened between 0 and 2),
  primary key (estate_id, case_id),
  unique (estate_id, opened_on, seq),
  foreign key (estate_id, party_id) references party,
  check ((state in ('CLOSED', 'WITHDRAWN')) = (closed_at is not null)),
  check ((outcome is null) = (closed_at is null)),
  check (state <> 'DONE' or done_at is not null)
);
create index cases_open_place on cases (estate_id, issue_type, building, unit) where closed_at is null;
create index cases_place on cases (estate_id, issue_type, building, opened_at);
create index cases_announced on cases (announced_on, announced_in, opened_at) where closed_at is null;

create table case_report (
  estate_id            text not null,
  case_id              bigint not null,
  report_no            bigint generated always as identity,
  kind                 text not null check (kind in ('report', 'join', 'plus_one', 'supplement')),
  channel              text not null,
  account_id           text not null,                -- personal
  person_id            bigint,
  conversation         text not null,                -- where it was said; personal when private
  private_conversation text not null,                -- personal
  building             text,                         -- of the reporter's home; personal, with unit and room
  unit                 text,
  room                 text,
  event_key            uuid not null,
  ordinal              int not null,                 -- one message may open several cases
  public_text          text,                         -- masked
  raw_text             text,                         -- personal, restricted
  at                   timestamptz not null,
  primary key (estate_id, case_id, report_no),
  unique (estate_id, channel, event_key, ordinal),
  foreign key (estate_id, case_id) references cases
);
create index case_report_account on case_report (channel, account_id, at desc);

create table case_media (
  estate_id text not null,
  case_id   bigint not null,
  media_no  bigint generated always as identity,
  kind      text not null check (kind in ('image', 'voice', 'file', 'location')),
  stage     text not null check (stage in ('report', 'done')),
  url       text,
  event_key uuid not null,
  at        timestamptz not null,
  primary key (estate_id, case_id, media_no),
  foreign key (estate_id, case_id) references cases
);

create table case_history (
  estate_id  text not null,
  case_id    bigint not null,
  n          int not null,
  at         timestamptz not null,
  verb       text not null,
  from_state text,
  to_state   text not null,
  actor      bigint,                                 -- person, null: the bot or an unbound resident
  actor_role text not null,                          -- in which role they acted
  reason     text,
  primary key (estate_id, case_id, n),
  foreign key (estate_id, case_id) references cases
);
create function history_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'history is append-only';
end $$;
create trigger case_history_append_only before update or delete on case_history
  for each row execute function history_is_append_only();

create table satisfaction (
  estate_id text not null,
  case_id   bigint not null,
  value     int not null check (value between 1 and 3), -- 1 满意 2 一般 3 不满意
  at        timestamptz not null,
  primary key (estate_id, case_id),
  foreign key (estate_id, case_id) references cases
);

-- What the bot has asked somebody and not yet heard. Answered at most once.
create table question (
  estate_id    text not null references estate,
  question_id  bigint generated always as identity,
  channel      text not null,
  conversation text not null,                        -- personal when private
  account_id   text not null,                        -- personal
  kind         text not null,
  case_id      bigint,
  choices      int not null,                         -- digits 1…n are answers; 0: words are
  payload      text,                                 -- draft text or candidates; erased when answered
  message_id   uuid not null,                        -- our line that asked: a quoted reply names it
  asked_at     timestamptz not null,
  answered_at  timestamptz,
  answer       text,
  primary key (estate_id, question_id),
  foreign key (estate_id, case_id) references cases
);
create index question_open on question (channel, conversation, account_id, asked_at) where answered_at is null;
create index question_message on question (message_id) where answered_at is null;
create index question_case on question (estate_id, case_id) where answered_at is null;

-- Things said to a person at most once a day.
create table said_today (
  channel    text not null,
  account_id text not null,                          -- personal
  topic      text not null,
  day        date not null,
  primary key (channel, account_id, topic, day)
);

-- Texts in which a veto suppressed a hazard: 7 days, role auditor only.
create table sealed_review (
  estate_id text not null references estate,
  review_no bigint generated always as identity,
  hazard    text not null,
  text      text not null,                           -- personal
  at        timestamptz not null,
  primary key (estate_id, review_no)
);

create table audit (
  estate_id text not null references estate,
  audit_no  bigint generated always as identity,
  at        timestamptz not null,
  actor     bigint,
  role      text not null,
  case_id   bigint,
  fields    text not null,
  purpose   text not null,
  primary key (estate_id, audit_no)
);
create trigger audit_append_only before update or delete on audit
  for each row execute function history_is_append_only();

-- Private conversations in which a person answers instead of the bot.
create table handover (
  estate_id  text not null,
  case_id    bigint not null,
  channel    text not null,
  account_id text not null,                          -- personal
  until      timestamptz not null,
  primary key (estate_id, case_id),
  foreign key (estate_id, case_id) references cases
);
create index handover_account on handover (channel, account_id, until);
