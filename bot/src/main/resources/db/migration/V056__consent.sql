-- Residents without a phone: somebody reports and answers for them, and they agreed to it.

create table consent (
  estate_id  text not null references estate,
  consent_no bigint generated always as identity,
  purpose    text not null check (purpose in ('proxy', 'register')),
  building   text,                                   -- personal, with unit and room: whose
  unit       text,
  room       text,
  person_id  bigint,                                 -- who was registered
  channel    text,                                   -- with event_key the message that reported for them
  event_key  uuid,
  noted_by   bigint not null,                        -- the helper who asked them
  at         timestamptz not null,
  primary key (estate_id, consent_no),
  foreign key (estate_id, person_id) references person (estate_id, person_id),
  foreign key (estate_id, noted_by) references person (estate_id, person_id),
  check ((purpose = 'proxy') = (event_key is not null)),
  check ((channel is null) = (event_key is null))
);
create unique index consent_proxy on consent (estate_id, channel, event_key)
  where event_key is not null;

-- Who still hears of a case: whoever left the household from which they reported does not.
create view case_reporter as
select r.*, proxy.consent_no is not null as by_proxy
from case_report r
left join consent proxy
  on proxy.estate_id = r.estate_id and proxy.channel = r.channel and proxy.event_key = r.event_key
where r.kind <> 'left'
  and (r.person_id is null or r.room is null or proxy.consent_no is not null
    or exists (
      select from resident home
      where home.estate_id = r.estate_id and home.person_id = r.person_id
        and home.building = r.building and home.unit = r.unit and home.room = r.room
        and home.unbound_at is null));
