-- Pictures, recordings and files. The bytes lie in the data directory or in an object store.

-- What lies there, by content. Exists before the estate is known, as the inbox does; says nothing
-- about who sent it. Written and committed before the bytes.
create table media_blob (
  sha256    text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  format    text not null,
  bytes     int not null check (bytes > 0),
  stored_at timestamptz not null                     -- business clock; the last time it was stored
);
create index media_blob_age on media_blob (stored_at);

create table media (
  estate_id  text not null,
  media_id   bigint generated always as identity,
  case_id    bigint not null,
  stage      text not null check (stage in ('before', 'after')), -- at the report, at 办结
  kind       text not null check (kind in ('image', 'voice', 'file')),
  sha256     text references media_blob,             -- null: no longer or never kept
  seconds    int,                                    -- of a recording
  channel    text,                                   -- null: from before pictures were kept
  account_id text,                                   -- who sent it; personal
  event_key  uuid not null,
  at         timestamptz not null,
  sealed_at  timestamptz,                            -- taken back by its sender: nobody sees it
  primary key (estate_id, media_id),
  foreign key (estate_id, case_id) references cases
);
create index media_case on media (estate_id, case_id, media_id);
create index media_sha256 on media (sha256) where sha256 is not null;

insert into media (estate_id, case_id, stage, kind, event_key, at)
select estate_id, case_id, case stage when 'done' then 'after' else 'before' end, kind, event_key, at
from case_media
where kind <> 'location'
order by media_no;
drop table case_media;

-- Sent without words that say what it is about: waits some minutes for the sender's next message.
create table loose_media (
  estate_id    text not null references estate,
  loose_id     bigint generated always as identity,
  channel      text not null,
  conversation text not null,                        -- personal when private
  account_id   text not null,                        -- personal
  kind         text not null check (kind in ('image', 'voice', 'file')),
  sha256       text not null references media_blob,
  seconds      int,
  event_key    uuid not null,
  at           timestamptz not null,
  primary key (estate_id, loose_id)
);
create index loose_media_sender on loose_media (estate_id, channel, account_id, conversation, at);
create index loose_media_sha256 on loose_media (sha256);
create index loose_media_age on loose_media (at);

-- An event whose attachments are not yet fetched and stored waits, and its conversation with it.
alter table inbox
  add column media_waits boolean not null default false,
  add column attachments text,
  add constraint attachments_leave_with_processing check (processed_at is null or attachments is null);
comment on column inbox.media_waits is 'its pictures and recordings are still to be fetched and stored';
comment on column inbox.attachments is 'what became of them, as json; null once processed';
create index inbox_media on inbox (seq)
  where media_waits and processed_at is null and parked_at is null;
