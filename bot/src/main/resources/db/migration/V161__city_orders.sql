-- What was filed at the platform of a city, and how far it is there.

create table city_order (
  estate_id    text not null references estate,
  message_id   uuid not null,                        -- the line of the outbox that files it
  channel      text not null,
  conversation text not null,                        -- of the party whose platform it is
  case_no      text not null,
  ordered_at   timestamptz not null,
  outer_id     text,                                 -- the platform's number; null: not known yet
  state        text not null default 'ORDERED' check (state in ('ORDERED', 'TAKEN', 'DONE')),
  notes        text,                                 -- the platform's words, masked
  next_look    timestamptz not null,
  failures     int not null default 0,
  primary key (estate_id, message_id)
);
create index city_order_case on city_order (estate_id, channel, conversation, case_no);
create index city_order_look on city_order (channel, next_look) where state <> 'DONE';
