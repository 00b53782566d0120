-- Staff gave a case another type (改类): what the understanding may learn from. The words stay in the report,
-- masked; who takes them back takes them from here, too.
create table type_correction (
  estate_id     text not null,
  case_id       bigint not null,
  correction_no bigint generated always as identity,
  from_type     text not null,
  to_type       text not null,
  at            timestamptz not null,
  primary key (estate_id, case_id, correction_no),
  foreign key (estate_id, case_id) references cases
);
