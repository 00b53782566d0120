-- A long line goes out in several parts. What was said of it is not said again.
alter table outbox add column parts_said integer not null default 0 check (parts_said >= 0);
