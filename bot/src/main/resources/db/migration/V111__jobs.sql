-- What every node does again and again, and when it did: of the whole service, not of an estate.

create table job (
  name       text primary key,
  started_at timestamptz not null,                   -- of the last run that is noted
  ended_at   timestamptz not null,
  node       text not null,
  result     text not null check (result in ('DONE', 'FAILED')),
  items      int not null                            -- how many things were done
);
comment on table job is 'runs that found nothing are noted every ten seconds at most';

-- Runs that somebody asked for, and runs that failed.
create table job_run (
  run_id     bigint generated always as identity primary key,
  job        text not null,
  asked_by   text,                                   -- name of a token; null: its own time had come
  asked_at   timestamptz,
  node       text,
  started_at timestamptz,
  ended_at   timestamptz,
  result     text not null check (result in ('ASKED', 'RUNNING', 'DONE', 'FAILED', 'LOST')),
  items      int,
  check ((asked_by is null) = (asked_at is null)),
  check ((result in ('DONE', 'FAILED')) = (ended_at is not null)),
  check (result = 'ASKED' or started_at is not null)
);
create index job_run_of on job_run (job, run_id desc);
