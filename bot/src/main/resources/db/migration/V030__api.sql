-- Who may use /api/v1, what came in by it, and what was answered.

-- Exempt from the estate rule: a token without an estate is for all of them.
create table api_token (
  name       text primary key check (name ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  sha256     bytea not null unique check (length(sha256) = 32), -- of the token; the token itself is kept nowhere
  scopes     text[] not null check (cardinality(scopes) > 0
               and scopes <@ array['cases:read', 'cases:write', 'understand', 'personal']),
  estate_id  text references estate,                 -- null: every estate
  party_id   text,                                   -- null: the cases of every party
  created_at timestamptz not null,
  revoked_at timestamptz,
  foreign key (estate_id, party_id) references party,
  check (party_id is null or estate_id is not null)
);

-- Cases that somebody entered for a resident.
create table api_entry (
  estate_id text not null,
  case_id   bigint not null,
  token     text not null,                           -- name of the token that entered it
  consent   boolean not null,                        -- the resident agreed that words and home are kept
  at        timestamptz not null,
  primary key (estate_id, case_id),
  foreign key (estate_id, case_id) references cases
);

-- Answers to requests with an Idempotency-Key, for 7 days.
create table api_answer (
  estate_id  text not null references estate,
  token      text not null,
  key_sha256 bytea not null check (length(key_sha256) = 32),
  body_sha256 bytea not null check (length(body_sha256) = 32),
  answer_id  uuid not null,                          -- subject of the due work that forgets it
  status     int not null check (status between 200 and 299),
  answer     text not null,                          -- json, without personal data
  at         timestamptz not null,
  primary key (estate_id, token, key_sha256),
  unique (estate_id, answer_id)
);
