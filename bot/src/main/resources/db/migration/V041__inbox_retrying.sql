-- Whoever reads what waits leaves out what stands behind an event that is tried again later.
create index inbox_retrying on inbox (channel, conversation, seq)
  where retry_at is not null and processed_at is null and parked_at is null;
