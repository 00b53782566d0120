-- Whoever reads what waits leaves out what stands behind an event that is tried again later or whose
-- pictures are still on their way.
create index inbox_held_back on inbox (channel, conversation, seq)
  where (retry_at is not null or media_waits) and processed_at is null and parked_at is null;
