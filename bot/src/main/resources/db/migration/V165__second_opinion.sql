-- A message that would be asked back may wait some seconds for a second opinion of what it means.
-- The wait ends by its time, whatever became of who was asked.
alter table inbox
  add column opinion_until timestamptz,
  add column opinion_asked boolean not null default false,
  add column opinion text,
  add constraint opinion_leaves_with_processing
    check (processed_at is null or (opinion_until is null and opinion is null));
comment on column inbox.opinion_until is 'not before this time unless the opinion has come; null: waits for none';
comment on column inbox.opinion_asked is 'a node has taken it up: nobody asks twice';
comment on column inbox.opinion is 'id of an issue type or intent that was picked, or null';
create index inbox_opinion on inbox (seq)
  where opinion_until is not null and not opinion_asked and processed_at is null and parked_at is null;
drop index inbox_held_back;
create index inbox_held_back on inbox (channel, conversation, seq)
  where (retry_at is not null or media_waits or opinion_until is not null)
    and processed_at is null and parked_at is null;

-- How often an estate's messages were passed on, by day in China.
create table opinion_budget (
  estate_id text not null references estate,
  day       date not null,
  asked     int not null check (asked > 0),
  primary key (estate_id, day)
);
