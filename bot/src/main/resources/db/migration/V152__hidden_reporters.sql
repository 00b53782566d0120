-- Who joined a neighbour's case and wants to be known to the community only.
alter table case_report add column hidden boolean not null default false;
create index case_report_hidden on case_report (estate_id, case_id) where hidden;
