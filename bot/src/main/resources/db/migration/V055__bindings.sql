-- How an account comes to its household (绑定) and leaves it again (解绑).

alter table resident
  add column verified_by  text check (verified_by in ('staff', 'code', 'visit')), -- null: the roster or the estate file says it
  add column verified_at  timestamptz,
  add column confirmed_by bigint,                    -- the member of staff who confirmed or registered it
  add column unbound_at   timestamptz,               -- stays in the register, but neither speaks for the home nor hears of it
  add check ((verified_by is null) = (verified_at is null)),
  add foreign key (estate_id, confirmed_by) references person (estate_id, person_id);

-- Which roles may confirm a binding; the lowest rank on duty is asked first. Without a row the code's.
create table binding_role (
  estate_id text not null references estate,
  role      text not null,
  rank      int not null check (rank > 0),
  primary key (estate_id, role),
  unique (estate_id, rank)
);

create table binding_counter (
  estate_id text primary key references estate,
  last_no   int not null check (last_no > 0)
);

-- Somebody says that they belong to a household; staff confirm or refuse. Gone 30 days after its end.
create table binding_request (
  estate_id  text not null references estate,
  request_no int not null,                           -- never used twice: old buttons name it
  channel    text not null,
  account_id text not null,                          -- personal
  called     text,                                   -- personal: as the platform shows them
  building   text not null,                          -- personal, with unit and room
  unit       text not null,
  room       text not null,
  relation   text not null check (relation in ('owner', 'family', 'tenant')),
  asked_at   timestamptz not null,
  state      text not null check (state in ('open', 'confirmed', 'refused', 'expired', 'withdrawn')),
  decided_by bigint,
  decided_at timestamptz,
  primary key (estate_id, request_no),
  foreign key (estate_id, building, unit, room) references household,
  foreign key (estate_id, decided_by) references person (estate_id, person_id),
  check ((state = 'open') = (decided_at is null))
);
create unique index binding_request_open
  on binding_request (estate_id, channel, account_id, building, unit, room) where state = 'open';

-- Codes that prove a household: on paper for a mailbox, or shown at the door on a visit. Used once.
create table household_code (
  estate_id  text not null references estate,
  code_no    bigint generated always as identity,
  building   text not null,
  unit       text not null,
  room       text not null,
  sha256     bytea not null unique check (length(sha256) = 32), -- of the code; the code itself is kept nowhere
  person_id  bigint,                                 -- who was registered on the visit; null: on paper
  made_at    timestamptz not null,
  expires_at timestamptz not null,
  used_at    timestamptz,
  revoked_at timestamptz,
  primary key (estate_id, code_no),
  foreign key (estate_id, building, unit, room) references household,
  foreign key (estate_id, person_id) references person (estate_id, person_id),
  check (expires_at > made_at),
  check (used_at is null or revoked_at is null)
);
create unique index household_code_paper on household_code (estate_id, building, unit, room)
  where person_id is null and used_at is null and revoked_at is null;

-- Wrong codes of an account today: who guesses is stopped.
create table code_try (
  channel    text not null,
  account_id text not null,                          -- personal
  day        date not null,
  wrong      int not null check (wrong > 0),
  primary key (channel, account_id)
);
