-- Before a vote (议一议): residents say one sentence each, others agree or do not. Who said what is forgotten when it ends.

create table discussion (
  estate_id      text not null references estate,
  discussion_no  int not null check (discussion_no > 0), -- counted per estate: 话题1
  scope_building text,                               -- null: the whole estate
  scope_unit     text,                               -- null: the whole building
  question       text not null,
  opened_by      bigint not null,
  opened_at      timestamptz not null,
  ends_at        timestamptz not null check (ends_at >= opened_at),
  ended_at       timestamptz,
  people         int check (people >= 0),            -- who took part; known when it has ended
  primary key (estate_id, discussion_no),
  foreign key (estate_id, scope_building) references building,
  foreign key (estate_id, opened_by) references person,
  check (scope_unit is null or scope_building is not null),
  check ((ended_at is null) = (people is null))
);

create table discussion_statement (
  estate_id     text not null,
  discussion_no int not null,
  statement_no  int not null check (statement_no > 0),
  person_id     bigint,                              -- who wrote it; null once the discussion has ended
  words         text not null check (char_length(words) <= 60 and words !~ '[\n\r]'), -- without personal data: neighbours read it
  at            timestamptz not null,
  hidden_at     timestamptz,                         -- taken down by a secretary
  primary key (estate_id, discussion_no, statement_no),
  unique (estate_id, discussion_no, words),
  foreign key (estate_id, discussion_no) references discussion,
  foreign key (estate_id, person_id) references person
);

-- What somebody thinks of a statement: personal, gone when the discussion ends.
create table discussion_answer (
  estate_id     text not null,
  discussion_no int not null,
  statement_no  int not null,
  person_id     bigint not null,
  building      text not null,
  answer        text not null check (answer in ('agree', 'disagree', 'skip')),
  primary key (estate_id, discussion_no, statement_no, person_id),
  foreign key (estate_id, discussion_no, statement_no) references discussion_statement,
  foreign key (estate_id, person_id) references person
);

-- What is left of it: numbers.
create table discussion_count (
  estate_id     text not null,
  discussion_no int not null,
  statement_no  int not null,
  building      text not null,
  agree         int not null check (agree >= 0),
  disagree      int not null check (disagree >= 0),
  skip          int not null check (skip >= 0),
  primary key (estate_id, discussion_no, statement_no, building),
  foreign key (estate_id, discussion_no, statement_no) references discussion_statement
);
