-- How far the demo's clock stands in front of the real one; at most one row.
create table demo_clock (
  only_row      boolean primary key default true check (only_row),
  ahead_seconds bigint not null check (ahead_seconds >= 0)
);
