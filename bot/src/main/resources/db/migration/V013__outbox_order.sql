-- Where a line stands for pollers. A worker takes its events, and with them a transaction number,
-- before it waits for its estate; so the own number alone would put what was said later in front of
-- what was said before. Every number that was complete when the line was written comes before it.
-- Never below the own number: a page ends before the oldest open transaction (see Messages).
alter table outbox alter column xact set default greatest(
  pg_current_xact_id(),
  (pg_snapshot_xmax(pg_current_snapshot())::text::numeric - 1)::text::xid8);

comment on column outbox.xact is
  'with seq the cursor of pollers: the last transaction that may have spoken before this line';
