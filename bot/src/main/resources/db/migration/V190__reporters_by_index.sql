-- Whether somebody still lives in a home is looked up for the one home: as "exists" beside other conditions
-- PostgreSQL read all residents of a small town for every case. What it says is the same as before.

drop view case_reporter;

create view case_reporter as
select r.*, proxy.consent_no is not null as by_proxy
from case_report r
left join consent proxy
  on proxy.estate_id = r.estate_id and proxy.channel = r.channel and proxy.event_key = r.event_key
where r.kind <> 'left'
  and (r.person_id is null or r.room is null or proxy.consent_no is not null
    or (
      select true from resident home
      where home.estate_id = r.estate_id and home.person_id = r.person_id
        and home.building = r.building and home.unit = r.unit and home.room = r.room
        and home.unbound_at is null
      limit 1) is not null
    or (
      select true from cases c
      where c.estate_id = r.estate_id and c.case_id = r.case_id
        and c.building = r.building and c.unit = r.unit and c.room = r.room
        and coalesce(c.nature, '') not in ('投诉', '举报')
      limit 1) is null);
