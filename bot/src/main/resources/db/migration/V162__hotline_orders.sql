-- Orders of the city's hotline (12345) by their number there, and the case that each became.

create table hotline_order (
  estate_id   text not null,
  outer_no    text not null,
  case_id     bigint not null,
  sha256      bytea not null check (length(sha256) = 32), -- of what the order said when it was last read
  due_at      timestamptz,                          -- the hotline's own deadline
  imported_at timestamptz not null,
  changed_at  timestamptz not null,
  primary key (estate_id, outer_no),
  foreign key (estate_id, case_id) references cases
);
create index hotline_order_case on hotline_order (estate_id, case_id);
