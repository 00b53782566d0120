-- What the bot may answer by itself (现场解答). estate_id '*': for every estate, as shipped; an entry of an
-- estate's own with the same name stands in its place.
create table knowledge (
  estate_id   text not null,
  entry       text not null,                         -- name of the entry: fee-refuse
  question    text not null check (question <> ''),
  answer      text not null check (answer <> ''),
  source      text not null check (source <> ''),    -- where it stands written
  checked_on  date not null,                         -- when somebody last compared the two
  valid_until date check (valid_until >= checked_on), -- the last day; null: as long as the source stands
  words       tsvector not null,                     -- A: of the questions, D: of the answer
  breadth     int not null check (breadth > 0),      -- how many words the questions have
  about       text[] check (cardinality(about) > 0), -- one of these must stand in a question; null: none must
  primary key (estate_id, entry)
);

-- Which of the shipped files stands in the table.
create table knowledge_shipped (
  only_row boolean primary key default true check (only_row),
  sha256   bytea not null
);

-- Which entry answered somebody, and whether that was the end of it. The question itself is not kept.
create table knowledge_answer (
  estate_id   text not null references estate,
  answer_no   bigint generated always as identity,
  entry       text not null,
  at          timestamptz not null,
  asked_back  boolean not null,                      -- the person was asked whether that answers it
  content     boolean,                               -- null: no answer to that
  content_at  timestamptz,
  primary key (estate_id, answer_no),
  check ((content is null) = (content_at is null))
);
create index knowledge_answer_entry on knowledge_answer (estate_id, entry);
