-- The first day of an estate: what is set up while the service runs, and how every node hears of it.

alter table estate
  add column version     bigint not null default 1,   -- rises with everything that a node keeps in memory
  add column sla_profile text not null default 'own'  -- whose deadlines: linli/cases/sla.tsv
    check (sla_profile in ('own', 'SHANDONG', 'BEIJING'));

create function estate_changed() returns trigger language plpgsql as $$
begin
  if current_setting('linli.restoring', true) = 'on' then
    return null;                                      -- a restore brings the version along
  end if;
  if tg_op <> 'INSERT' then
    update estate set version = version + 1 where estate_id = old.estate_id;
  end if;
  if tg_op = 'INSERT' or tg_op = 'UPDATE' and new.estate_id <> old.estate_id then
    update estate set version = version + 1 where estate_id = new.estate_id;
  end if;
  return null;
end $$;

create function estate_itself_changed() returns trigger language plpgsql as $$
begin
  new.version := old.version + 1;
  return new;
end $$;
create trigger estate_itself_changed before update on estate
  for each row when (old.version = new.version) execute function estate_itself_changed();

-- Sentences of the message file in the estate's own words.
create table estate_text (
  estate_id text not null references estate,
  key       text not null,
  text      text not null check (text <> ''),
  primary key (estate_id, key)
);

-- Who sends such a code to the bot becomes staff, within its time; then it is forgotten.
create table staff_code (
  estate_id   text not null references estate,
  code_sha256 bytea not null check (length(code_sha256) = 32), -- the code itself is kept nowhere
  role        text not null,
  party_id    text not null,
  title       text not null,
  name        text not null,                          -- personal
  issued_by   bigint,                                 -- person; null: by command
  issued_at   timestamptz not null,
  expires_at  timestamptz not null,
  primary key (estate_id, code_sha256),
  foreign key (estate_id, party_id) references party,
  foreign key (estate_id, issued_by) references person (estate_id, person_id)
);
create index staff_code_search on staff_code (code_sha256);

alter table local_number
  drop constraint local_number_purpose_check,
  add constraint local_number_purpose_check
    check (purpose in ('gas', 'lift_rescue', 'property_duty', 'street', 'water', 'heating'));

create trigger building_changed after insert or update or delete on building
  for each row execute function estate_changed();
create trigger party_changed after insert or update or delete on party
  for each row execute function estate_changed();
create trigger account_changed after insert or update or delete on account
  for each row execute function estate_changed();
create trigger staff_role_changed after insert or update or delete on staff_role
  for each row execute function estate_changed();
create trigger duty_changed after insert or update or delete on duty
  for each row execute function estate_changed();
create trigger chat_group_changed after insert or update or delete on chat_group
  for each row execute function estate_changed();
create trigger route_changed after insert or update or delete on route
  for each row execute function estate_changed();
create trigger local_number_changed after insert or update or delete on local_number
  for each row execute function estate_changed();
create trigger estate_text_changed after insert or update or delete on estate_text
  for each row execute function estate_changed();
