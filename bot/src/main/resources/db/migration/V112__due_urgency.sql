-- What is dangerous is done first when much is due at once.
alter table due_work add column urgency smallint not null default 2 check (urgency between 0 and 2);
comment on column due_work.urgency is '0 a danger, 1 urgent, 2 everything else';

create index due_work_next on due_work (urgency, due_at)
  where done_at is null and parked_at is null;
