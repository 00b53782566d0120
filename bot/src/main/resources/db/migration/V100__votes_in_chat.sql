-- Votes (表决) in the chat: numbers that people can say, the rules of a city, objections, opinions,
-- agents, pictures of paper.

-- By whose rules an estate votes: an id of profiles.tsv. Without a row: default.
create table vote_rule (
  estate_id text primary key references estate,
  profile   text not null
);

alter table vote
  add column no             int check (no > 0),       -- counted per estate: 表决1
  add column dry_run        boolean not null default false, -- the city's own system decides, this is a rehearsal
  add column objection_days int not null default 7 check (objection_days >= 0), -- after the result
  add column submitted_at   timestamptz,              -- its drafter asked for the second person's check
  add column archived_at    timestamptz;
alter table vote disable trigger vote_frozen;
update vote set no = vote_id;
alter table vote enable trigger vote_frozen;
alter table vote
  alter column no set not null,
  add unique (estate_id, no),
  add constraint archived_when_counted check (archived_at is null or state = 'counted');

create or replace function vote_is_frozen() returns trigger language plpgsql as $$
begin
  if old.state <> 'draft' and
     (old.no, old.matter, old.question, old.scope_building, old.scope_unit, old.policy, old.notice_days, old.opens_at, old.closes_at, old.announced_at, old.electorate_hash, old.dry_run, old.objection_days)
     is distinct from
     (new.no, new.matter, new.question, new.scope_building, new.scope_unit, new.policy, new.notice_days, new.opens_at, new.closes_at, new.announced_at, new.electorate_hash, new.dry_run, new.objection_days) then
    raise exception 'an announced vote is frozen';
  end if;
  if old.state = 'cancelled'
     or old.state = 'counted' and (old.archived_at is not null
       or to_jsonb(old) - 'archived_at' is distinct from to_jsonb(new) - 'archived_at') then
    raise exception 'the vote is over';
  end if;
  return new;
end $$;

-- Flats of which something is known that decides: a lift takes part of it, its owner asks for the change.
create table vote_mark (
  estate_id text not null,
  vote_id   bigint not null,
  building  text not null,
  unit      text not null,
  room      text not null,
  mark      text not null check (mark in ('exclusive_part', 'applicant')),
  primary key (estate_id, vote_id, building, unit, room, mark),
  foreign key (estate_id, vote_id) references vote,
  foreign key (estate_id, building, unit, room) references household
);

-- Some papers are entered together and have one number: 复核 0008.
alter table vote_paper add column batch_no int;
update vote_paper set batch_no = paper_id;
alter table vote_paper alter column batch_no set not null;
create index vote_paper_batch on vote_paper (estate_id, batch_no);

-- Pictures of paper: kept as long as the vote.
create table vote_photo (
  estate_id text not null,
  vote_id   bigint not null,
  photo_no  bigint generated always as identity,
  sha256    text not null references media_blob,
  at        timestamptz not null,
  primary key (estate_id, vote_id, photo_no),
  foreign key (estate_id, vote_id) references vote
);
create index vote_photo_sha256 on vote_photo (sha256);

create table vote_objection (
  estate_id    text not null,
  objection_no int not null check (objection_no > 0), -- counted per estate
  vote_id      bigint not null,
  person_id    bigint not null,
  words        text not null,                        -- personal
  at           timestamptz not null,
  answer       text,
  answered_by  bigint,
  answered_at  timestamptz,
  primary key (estate_id, objection_no),
  foreign key (estate_id, vote_id) references vote,
  foreign key (estate_id, person_id) references person,
  foreign key (estate_id, answered_by) references person (estate_id, person_id),
  check ((answer is null) = (answered_at is null) and (answer is null) = (answered_by is null))
);

-- What those said who may not vote: beside the result, never in it.
create table vote_opinion (
  estate_id  text not null,
  vote_id    bigint not null,
  opinion_no bigint generated always as identity,
  person_id  bigint not null,
  words      text not null,                          -- masked: it is published
  at         timestamptz not null,
  primary key (estate_id, vote_id, opinion_no),
  foreign key (estate_id, vote_id) references vote,
  foreign key (estate_id, person_id) references person
);

-- An owner lets somebody vote for him (委托): with a letter, when that one has agreed.
create table vote_proxy (
  estate_id    text not null,
  proxy_no     int not null check (proxy_no > 0),    -- counted per estate
  vote_id      bigint not null,
  household    text not null,
  owner        text not null,
  agent_person bigint not null,                      -- personal
  agent        text not null,                        -- pseudonym in the log
  photo        text not null,                        -- of the letter; personal
  asked_at     timestamptz not null,
  accepted_at  timestamptz,
  ended_at     timestamptz,
  primary key (estate_id, proxy_no),
  foreign key (estate_id, vote_id, household, owner) references vote_owner,
  foreign key (estate_id, agent_person) references person (estate_id, person_id)
);
create unique index vote_proxy_one on vote_proxy (estate_id, vote_id, owner) where ended_at is null;

alter table topic_mute drop constraint topic_mute_topic_check;
alter table topic_mute add constraint topic_mute_topic_check
  check (topic in ('PROGRESS', 'OFFERS', 'OUTAGES', 'VOTES'));
