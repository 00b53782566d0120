-- Who reports more than this within ten minutes is helped by a person: one case to sort out.
alter table estate
  add column person_reports int not null default 8 check (person_reports > 0);
