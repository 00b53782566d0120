-- Who takes a message back takes back what came with it, also where no case ever heard its words.
create index media_event on media (estate_id, event_key);
create index media_sealed on media (sealed_at) where sealed_at is not null;
create index loose_media_event on loose_media (estate_id, event_key);

alter table question add column event_key uuid;
comment on column question.event_key is
  'of the words that are kept in it; who takes them back takes back the question';
create index question_event on question (estate_id, event_key)
  where event_key is not null and answered_at is null;

-- A picture that only its platform has: that there was one, without the bytes.
alter table loose_media alter column sha256 drop not null;
comment on column loose_media.sha256 is 'null: the platform keeps the bytes to itself';
