-- A home that an estate file no longer names is taken back, but only one that a file gave.
alter table resident add column by_file boolean not null default false;
comment on column resident.by_file is 'the estate file says it, and nothing else has said it since';
