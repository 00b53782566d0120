-- Votes (表决): what is asked, whom, and what they answered.

create table vote (
  estate_id      text not null references estate,
  vote_id        bigint generated always as identity,
  matter         text not null check (matter in
                   ('rules', 'charter', 'elect_committee', 'property_manager', 'use_maintenance_fund',
                    'raise_maintenance_fund', 'rebuild', 'change_common_use', 'other_major',
                    'elevator_retrofit', 'residential_to_commercial', 'consultation')),
  question       text not null,
  scope_building text,                               -- null: the whole estate
  scope_unit     text,                               -- null: the whole building
  policy         text not null,                      -- json: the rules, as an export writes them
  notice_days    int not null check (notice_days >= 0),
  opens_at       timestamptz not null,
  closes_at      timestamptz not null check (closes_at > opens_at),
  state          text not null default 'draft'
                   check (state in ('draft', 'announced', 'counted', 'cancelled')),
  drafted_by     bigint not null,
  drafted_at     timestamptz not null,
  checked_by     bigint,                             -- a second person, before it is announced
  announced_at   timestamptz,
  electorate_hash text check (electorate_hash ~ '^[0-9a-f]{64}$'),
  head_hash      text not null default repeat('0', 64) check (head_hash ~ '^[0-9a-f]{64}$'),
  lines          int not null default 0,             -- of its log
  counted_at     timestamptz,
  cancelled_at   timestamptz,
  cancel_reason  text,
  primary key (estate_id, vote_id),
  foreign key (estate_id, scope_building) references building,
  foreign key (estate_id, drafted_by) references person,
  foreign key (estate_id, checked_by) references person,
  check (scope_unit is null or scope_building is not null),
  constraint checked_by_a_second_person check (checked_by <> drafted_by),
  constraint announced_is_whole check (state in ('draft', 'cancelled')
    or (checked_by is not null and announced_at is not null and electorate_hash is not null)),
  constraint counted_has_its_time check ((state = 'counted') = (counted_at is not null)),
  constraint cancelled_has_its_reason
    check ((state = 'cancelled') = (cancelled_at is not null and cancel_reason is not null)),
  -- The day of the announcement does not count: Civil Code art. 201.
  constraint opens_after_its_notice check (announced_at is null
    or (opens_at at time zone 'Asia/Shanghai')::date
         >= (announced_at at time zone 'Asia/Shanghai')::date + notice_days)
);

-- What was announced stays as it is: whoever wants something else cancels it and starts again.
create function vote_is_frozen() returns trigger language plpgsql as $$
begin
  if old.state <> 'draft' and
     (old.matter, old.question, old.scope_building, old.scope_unit, old.policy, old.notice_days, old.opens_at, old.closes_at, old.announced_at, old.electorate_hash)
     is distinct from
     (new.matter, new.question, new.scope_building, new.scope_unit, new.policy, new.notice_days, new.opens_at, new.closes_at, new.announced_at, new.electorate_hash) then
    raise exception 'an announced vote is frozen';
  end if;
  if old.state in ('counted', 'cancelled') then
    raise exception 'the vote is over';
  end if;
  return new;
end $$;
create trigger vote_frozen before update on vote
  for each row execute function vote_is_frozen();

-- Who votes: the flats in the scope when it was announced. The log knows the pseudonyms only.
create table vote_household (
  estate_id text not null,
  vote_id   bigint not null,
  household text not null,                           -- pseudonym, drawn by lot
  building  text not null,                           -- personal, with unit and room
  unit      text not null,
  room      text not null,
  primary key (estate_id, vote_id, household),
  unique (estate_id, vote_id, building, unit, room),
  foreign key (estate_id, vote_id) references vote
);
create table vote_owner (
  estate_id text not null,
  vote_id   bigint not null,
  household text not null,
  owner     text not null,                           -- pseudonym, drawn by lot; one for each person
  person_id bigint not null,                         -- personal
  primary key (estate_id, vote_id, household, owner),
  unique (estate_id, vote_id, household, person_id),
  foreign key (estate_id, vote_id, household) references vote_household,
  foreign key (estate_id, person_id) references person
);
create index vote_owner_person on vote_owner (estate_id, vote_id, person_id);

-- The log: what the export consists of. Each line is chained to the one before it.
create table vote_log (
  estate_id text not null,
  vote_id   bigint not null,
  n         int not null check (n > 0),
  kind      text not null check (kind in ('vote', 'household', 'ballot', 'result')),
  household text,                                    -- which it is about
  receipt   text,                                    -- of a ballot; its voter has it, too
  line      text not null check (line !~ '[\n\r]'),  -- json; a ballot is personal
  hash      text not null check (hash ~ '^[0-9a-f]{64}$'),
  at        timestamptz not null,
  primary key (estate_id, vote_id, n),
  unique (estate_id, vote_id, receipt),
  foreign key (estate_id, vote_id) references vote,
  foreign key (estate_id, vote_id, household) references vote_household,
  check ((kind in ('vote', 'result')) = (household is null)),
  check ((kind = 'ballot') = (receipt is not null))
);
create index vote_log_household on vote_log (estate_id, vote_id, household);
create trigger vote_log_append_only before update or delete on vote_log
  for each row execute function history_is_append_only();

-- The tally committee (计票小组) of a vote: besides the voter nobody else sees a ballot.
create table vote_counter (
  estate_id text not null,
  vote_id   bigint not null,
  person_id bigint not null,
  primary key (estate_id, vote_id, person_id),
  foreign key (estate_id, vote_id) references vote,
  foreign key (estate_id, person_id) references person
);

-- Paper ballots: one person enters them, a second one confirms; only then they are in the log.
create table vote_paper (
  estate_id    text not null,
  vote_id      bigint not null,
  paper_id     bigint generated always as identity,
  household    text not null,
  owner        text not null,                        -- who signed it
  choice       text not null check (choice in ('for', 'against', 'abstain', 'invalid')), -- personal
  signed_at    timestamptz not null,
  photo        text not null,                        -- where its picture is kept; personal
  entered_by   bigint not null,
  entered_at   timestamptz not null,
  confirmed_by bigint,
  confirmed_at timestamptz,
  primary key (estate_id, vote_id, paper_id),
  foreign key (estate_id, vote_id, household, owner) references vote_owner,
  foreign key (estate_id, entered_by) references person (estate_id, person_id),
  foreign key (estate_id, confirmed_by) references person (estate_id, person_id),
  constraint confirmed_by_a_second_person check (confirmed_by <> entered_by),
  check ((confirmed_by is null) = (confirmed_at is null))
);

-- Whoever reads ballots for a person does it in this role, with that person's number in the
-- setting linli.person. Roles belong to the cluster: another database of it may have made it.
do $$
begin
  create role linli_ballot_reader nologin;
exception
  when duplicate_object or unique_violation then null;
end $$;
do $$
begin
  if not pg_has_role(current_user, 'linli_ballot_reader', 'member') then
    execute format('grant linli_ballot_reader to %I', current_user);
  end if;
end $$;
grant select on vote_log, vote_paper, vote_owner, vote_counter, staff_role to linli_ballot_reader;

alter table vote_log enable row level security;
alter table vote_paper enable row level security;

create function ballot_reader() returns bigint language sql stable as $$
  select nullif(current_setting('linli.person', true), '')::bigint
$$;

-- Roles of a property company (物业) and of an owners' committee never count ballots.
create function may_count_ballots(of_estate text, of_vote bigint) returns boolean
language sql stable as $$
  select exists (
      select from vote_counter c
      where c.estate_id = of_estate and c.vote_id = of_vote and c.person_id = ballot_reader())
    and not exists (
      select from staff_role r
      where r.estate_id = of_estate and r.person_id = ballot_reader()
        and r.role in ('property_manager', 'customer_service', 'lift_maintenance', 'repair'))
$$;

create policy read_by_counters_and_voters on vote_log for select to linli_ballot_reader using (
  kind in ('vote', 'household', 'result')
  or may_count_ballots(estate_id, vote_id)
  or exists (
    select from vote_owner o
    where o.estate_id = vote_log.estate_id and o.vote_id = vote_log.vote_id
      and o.household = vote_log.household and o.person_id = ballot_reader()
      and vote_log.line::jsonb -> kind ->> 'by' = o.owner));

create policy read_by_counters on vote_paper for select to linli_ballot_reader using (
  may_count_ballots(estate_id, vote_id)
  or (confirmed_by is null and entered_by = ballot_reader()));
