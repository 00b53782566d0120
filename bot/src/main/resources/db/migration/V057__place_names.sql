-- What people call the places of their estate (地名), and how running services learn of changes.

create table place_name (
  estate_id text not null references estate,
  name      text not null check (length(name) between 2 and 12), -- as people say it: 喷泉那
  meaning   text not null check (length(meaning) between 1 and 20), -- as staff know it: 中心花园
  building  text,                                    -- null: a place outside the buildings
  unit      text,
  added_by  bigint not null,
  added_at  timestamptz not null,
  primary key (estate_id, name),
  foreign key (estate_id, building) references building,
  foreign key (estate_id, added_by) references person (estate_id, person_id),
  check (building is not null or unit is null)
);

alter table cases add column zone text;              -- a place outside the buildings: 中心花园

-- What every service holds in memory has this number, 0 without a row; a service that has read another
-- one reads anew.
create table estates_revision (
  only_row boolean primary key default true check (only_row),
  n        bigint not null
);

create function estates_have_changed() returns trigger language plpgsql as $$
begin
  insert into estates_revision (n) values (1)
  on conflict (only_row) do update set n = estates_revision.n + 1;
  return null;
end $$;

create trigger estates_changed after insert or update or delete on estate
  for each statement execute function estates_have_changed();
create trigger estates_changed after insert or update or delete on building
  for each statement execute function estates_have_changed();
create trigger estates_changed after insert or update or delete on party
  for each statement execute function estates_have_changed();
create trigger estates_changed after insert or update or delete on staff_role
  for each statement execute function estates_have_changed();
create trigger estates_changed after insert or update or delete on duty
  for each statement execute function estates_have_changed();
create trigger estates_changed after insert or update or delete on chat_group
  for each statement execute function estates_have_changed();
create trigger estates_changed after insert or update or delete on route
  for each statement execute function estates_have_changed();
create trigger estates_changed after insert or update or delete on local_number
  for each statement execute function estates_have_changed();
create trigger estates_changed after insert or update or delete on place_name
  for each statement execute function estates_have_changed();

alter table api_token
  drop constraint api_token_scopes_check,
  add constraint api_token_scopes_check check (cardinality(scopes) > 0 and scopes <@
    array['cases:read', 'cases:write', 'understand', 'register:write', 'personal']);
