-- Who lives in a flat without owning it and answers a consultation: each has a number of his own, so that one
-- does not change what another said, and finds his own answer again.
create table vote_resident (
  estate_id text not null,
  vote_id   bigint not null,
  resident  text not null,                           -- pseudonym in the log
  household text not null,
  person_id bigint not null,                         -- personal
  primary key (estate_id, vote_id, resident),
  unique (estate_id, vote_id, person_id),
  foreign key (estate_id, vote_id, household) references vote_household,
  foreign key (estate_id, person_id) references person
);
grant select on vote_resident to linli_ballot_reader;

create policy read_by_residents on vote_log for select to linli_ballot_reader using (
  exists (
    select from vote_resident r
    where r.estate_id = vote_log.estate_id and r.vote_id = vote_log.vote_id
      and r.household = vote_log.household and r.person_id = ballot_reader()
      and vote_log.line::jsonb -> kind ->> 'by' = r.resident));
