-- Reception days (接待日): the secretary and the property manager sit down where people live.
-- Columns marked "personal" hold personal data; they are emptied 90 days after the day.

create table reception_rule (
  estate_id     text primary key references estate,
  days          int[] not null check (cardinality(days) > 0 and 1 <= all (days) and 28 >= all (days)),
  starts_at     time not null,                       -- Asia/Shanghai
  ends_at       time not null,
  place         text not null,
  whereabouts   text,                                -- how to find it: 2号楼东侧
  policy        text not null check (policy in
                  ('KEEP', 'DEFER_HOLIDAY', 'DEFER_TO_WORKDAY', 'ADVANCE_TO_WORKDAY', 'SKIP_HOLIDAY')),
  slot_minutes  int not null check (slot_minutes between 1 and 120),
  secretary     bigint not null,
  deputy        bigint,
  manager       bigint,
  active        boolean not null default true,
  planned_since timestamptz,                         -- what should have been said before is not made up for
  foreign key (estate_id, secretary) references person (estate_id, person_id),
  foreign key (estate_id, deputy) references person (estate_id, person_id),
  foreign key (estate_id, manager) references person (estate_id, person_id),
  check (ends_at > starts_at),
  constraint nobody_stands_in_for_himself check (secretary <> deputy and secretary <> manager and deputy <> manager)
);

create table reception (
  estate_id    text not null references estate,
  reception_id bigint generated always as identity,
  nominal_on   date not null,                        -- the 5th, 15th, 25th
  held_on      date not null,                        -- after the holiday policy
  starts_at    timestamptz not null,
  ends_at      timestamptz not null,
  place        text not null,
  whereabouts  text,
  slot_minutes int not null,
  announced_at timestamptz,
  published_at timestamptz,
  street_told_at timestamptz,                        -- that nobody of the community has confirmed
  merge_asked_at timestamptz,                        -- with the next day; null once decided
  merged_into  bigint,
  primary key (estate_id, reception_id),
  unique (estate_id, nominal_on),
  foreign key (estate_id, merged_into) references reception (estate_id, reception_id),
  check (ends_at > starts_at)
);
create unique index receptions_do_not_overlap on reception (estate_id, held_on) where merged_into is null;
create index reception_coming on reception (estate_id, ends_at) where merged_into is null;

-- Who sits there: the secretary (rank 0), the deputy (1), and the manager.
create table reception_host (
  estate_id    text not null,
  reception_id bigint not null,
  role         text not null check (role in ('secretary', 'property_manager')),
  rank         int not null check (rank between 0 and 1),
  person_id    bigint not null,
  answer       text check (answer in ('confirmed', 'declined')),
  answered_at  timestamptz,
  primary key (estate_id, reception_id, role, rank),
  foreign key (estate_id, reception_id) references reception,
  foreign key (estate_id, person_id) references person,
  check ((answer is null) = (answered_at is null))
);

create table reception_entry (
  estate_id    text not null,
  reception_id bigint not null,
  number       int not null check (number > 0),
  origin       text not null check (origin in ('sign_up', 'walk_in')),
  channel      text,
  account_id   text,                                 -- personal
  name         text,                                 -- personal: of a walk-in
  matter       text,                                 -- personal
  issue_type   text,
  anonymous    boolean not null default false,
  wish         text check (wish in ('at_home', 'call')),
  visit_on     date,
  entered_at   timestamptz not null,
  cancelled_at timestamptz,
  called_at    timestamptz,
  outcome      text check (outcome in ('ANSWERED', 'CASE', 'MEETING', 'PROMISED', 'ABSENT')),
  outcome_text text,                                 -- personal
  case_id      bigint,
  promised_on  date,
  recorded_by  bigint,
  recorded_at  timestamptz,
  settled_at   timestamptz,                          -- what was left to do is done
  follow_up    text check (follow_up in ('done', 'not_yet')),
  forgotten_at timestamptz,
  primary key (estate_id, reception_id, number),
  foreign key (estate_id, reception_id) references reception,
  foreign key (estate_id, case_id) references cases,
  check ((channel is null) = (account_id is null)),
  constraint recorded_is_whole check ((outcome is null) = (recorded_at is null)),
  constraint case_is_named check ((outcome = 'CASE') is not true or case_id is not null),
  constraint promise_has_its_day check ((outcome = 'PROMISED') is not true or promised_on is not null),
  constraint who_stays_away_is_not_heard check (cancelled_at is null or outcome is null),
  constraint forgotten_is_empty check
    (forgotten_at is null or (account_id is null and name is null and matter is null and outcome_text is null))
);
create index reception_entry_account on reception_entry (channel, account_id) where account_id is not null;
