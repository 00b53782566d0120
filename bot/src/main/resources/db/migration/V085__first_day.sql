-- The first day of an estate: what is set up while the service runs, and how every node hears of it.

alter table estate
  add column sla_profile text not null default 'own'  -- whose deadlines: linli/cases/sla.tsv
    check (sla_profile in ('own', 'SHANDONG', 'BEIJING'));

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

create trigger estates_changed after insert or update or delete on estate_text
  for each statement execute function estates_have_changed();

-- Accounts of residents are nobody's business in memory; those of staff are written to.
create function staff_accounts_have_changed() returns trigger language plpgsql as $$
begin
  if exists (select from staff_role s
             where s.estate_id = old.estate_id and s.person_id = old.person_id
                or s.estate_id = new.estate_id and s.person_id = new.person_id) then
    insert into estates_revision (n) values (1)
    on conflict (only_row) do update set n = estates_revision.n + 1;
  end if;
  return null;
end $$;

create trigger estates_changed after insert or update or delete on account
  for each row execute function staff_accounts_have_changed();
