-- Estates (小区) and the people in and around them. Columns marked "personal" hold personal data.

create table estate (
  estate_id         text primary key,
  name              text not null unique,
  community         text not null,                   -- 社区
  committee         text not null,                   -- 居委会
  street            text not null,                   -- 街道
  offer_unaddressed boolean not null default true,   -- ask privately about a clear report nobody addressed to the bot
  demo              boolean not null default false
);

create table building (
  estate_id       text not null references estate,
  building        text not null,                     -- as people call it: 3, A, B3
  units           text[] not null check (cardinality(units) > 0),
  floors          int not null check (floors > 0),
  flats_per_floor int not null check (flats_per_floor > 0),
  primary key (estate_id, building)
);

create table household (
  estate_id text not null,
  building  text not null,
  unit      text not null,
  room      text not null,
  primary key (estate_id, building, unit, room),
  foreign key (estate_id, building) references building
);

create table party (
  estate_id    text not null references estate,
  party_id     text not null,
  kind         text not null check (kind in ('property', 'committee', 'street', 'department', 'utility', 'police', 'mediation')),
  name         text not null,
  channel      text,                                 -- where its people read: null = answered for by 街道值守
  conversation text,
  primary key (estate_id, party_id),
  check ((channel is null) = (conversation is null))
);

create table person (
  estate_id  text not null references estate,
  person_id  bigint generated always as identity,
  person_key text not null,                          -- stable key of the import
  name       text not null,                          -- personal
  primary key (estate_id, person_id),
  unique (estate_id, person_key)
);

-- Exempt from the estate rule: an account exists before its estate is known.
create table account (
  channel    text not null,
  account_id text not null,                          -- personal: the platform's id
  estate_id  text not null,
  person_id  bigint not null,
  primary key (channel, account_id),
  foreign key (estate_id, person_id) references person
);
create index account_person on account (estate_id, person_id);

create table resident (
  estate_id  text not null,
  person_id  bigint not null,
  building   text not null,                          -- personal, with unit and room
  unit       text not null,
  room       text not null,
  relation   text not null check (relation in ('owner', 'family', 'tenant')),
  lives_here boolean not null default true,
  primary key (estate_id, person_id, building, unit, room),
  foreign key (estate_id, person_id) references person,
  foreign key (estate_id, building, unit, room) references household
);

create table staff_role (
  estate_id text not null,
  person_id bigint not null,
  role      text not null check (role in ('property_manager', 'customer_service', 'lift_maintenance', 'repair',
              'grid_worker', 'building_head', 'secretary', 'deputy_secretary', 'street_duty')),
  party_id  text not null,
  title     text not null,                           -- how residents may hear of them: 维保周师傅, 物业
  primary key (estate_id, person_id, role),
  foreign key (estate_id, person_id) references person,
  foreign key (estate_id, party_id) references party
);

-- Who is on duty for a role; the lowest rank present answers first.
create table duty (
  estate_id text not null,
  role      text not null,
  rank      int not null check (rank > 0),
  person_id bigint not null,
  weekdays  int[] not null default '{1,2,3,4,5,6,7}', -- ISO, 1 = Monday
  from_minute int not null default 0 check (from_minute between 0 and 1439),    -- minutes of the day
  to_minute int not null default 1440 check (to_minute between 1 and 1440),
  primary key (estate_id, role, rank),
  foreign key (estate_id, person_id) references person
);

create table chat_group (
  channel      text not null,
  conversation text not null,
  estate_id    text not null references estate,
  audience     text not null check (audience in ('residents', 'staff')),
  building     text,                                 -- null: the whole estate
  party_id     text,                                 -- of a staff group
  primary key (channel, conversation),
  foreign key (estate_id, building) references building,
  foreign key (estate_id, party_id) references party
);
create index chat_group_estate on chat_group (estate_id);

-- Who is responsible: the row that names both type and site wins, then site, then type, then neither.
create table route (
  estate_id  text not null,
  issue_type text not null,                          -- id of the catalogue, or *
  site       text not null default '*',              -- 区外市政, 电梯, …, or *
  party_id   text not null,
  role       text,                                   -- whose task it is inside the party, or null
  primary key (estate_id, issue_type, site),
  foreign key (estate_id, party_id) references party
);

create table local_number (
  estate_id  text not null references estate,
  purpose    text not null check (purpose in ('gas', 'lift_rescue', 'property_duty', 'water', 'heating')),
  number     text not null,
  checked_on date not null,
  primary key (estate_id, purpose)
);
