-- When the groups heard of an outage: one that they never heard of is not said to be over.
alter table incident add column told_at timestamptz;
update incident set told_at = announced_at;
