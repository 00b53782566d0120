-- Erasing a person looks for what was said to them, and for what others heard of them, without
-- reading the outbox under the lock of the estate.

create index outbox_private on outbox (channel, conversation) where conversation_type = 'private';

-- What is looked for in lines to others, part by part; deleted with the last part.
create table erasure_word (
  estate_id  text not null,
  erasure_id bigint not null,
  n          integer not null,
  word       text not null,                           -- personal: a name, a phone, what they said
  primary key (estate_id, erasure_id, n),
  foreign key (estate_id, erasure_id) references erasure
);
