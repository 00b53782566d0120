-- The whistle ladder (吹哨报到): 小区 → 社区 → 街道 → 部门 → 区.

alter table party
  add column phones text[] not null default '{}',     -- to be dialled by staff; of an organisation
  drop constraint party_kind_check,
  add constraint party_kind_check check (kind in
    ('property', 'committee', 'street', 'department', 'utility', 'police', 'mediation', 'district'));

-- The grade that a case began with: by it 按级化解率 is counted. Null: opened before this column.
alter table cases
  add column opened_grade text check (opened_grade in ('小区级', '社区级', '街道级', '区级'));

-- One party called to a case. 退 makes a new row for the party that was named instead.
create table whistle (
  estate_id   text not null,
  whistle_id  bigint generated always as identity,
  case_id     bigint not null,
  from_level  text not null check (from_level in ('resident', 'property', 'committee', 'street', 'department')),
  from_party  text,                                    -- null: a resident
  to_party    text not null,
  blown_by    bigint,                                  -- person; null: a resident, or the ladder itself
  reason      text,                                    -- masked words of staff
  blown_at    timestamptz not null,
  respond_by  timestamptz not null,
  arrive_by   timestamptz not null,
  state       text not null check (state in ('ASKED', 'TAKEN', 'ARRIVED', 'REFUSED', 'DISPUTED', 'DECIDED')),
  refusals    int not null default 0 check (refusals between 0 and 2),
  final       boolean not null default false,          -- decided by the community: cannot be refused
  taken_at    timestamptz,
  arrived_at  timestamptz,
  said        text,                                    -- masked words of 报到 or 退
  colour      text check (colour in ('RED', 'BLACK')), -- RED 按时到场, BLACK 超时未到
  primary key (estate_id, whistle_id),
  foreign key (estate_id, case_id) references cases,
  foreign key (estate_id, from_party) references party,
  foreign key (estate_id, to_party) references party,
  check ((from_party is null) = (from_level = 'resident')),
  check (arrive_by >= respond_by),
  check ((state = 'ARRIVED') = (arrived_at is not null)),
  check (not (final and state = 'REFUSED'))
);
create unique index whistle_open on whistle (estate_id, case_id, to_party)
  where state in ('ASKED', 'TAKEN', 'DISPUTED');
create index whistle_case on whistle (estate_id, case_id, whistle_id);
