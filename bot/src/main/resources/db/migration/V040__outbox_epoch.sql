-- Transaction numbers begin anew in another cluster, cursors of pollers must not. A restored
-- database adds a base to its numbers that is above everything the old one can have handed out:
-- old cursors stay valid, and whatever is said after the restore comes behind all of them.
create table outbox_epoch (
  only_row boolean primary key default true check (only_row),
  base     bigint not null check (base >= 0)         -- no row: 0, never restored
);

create function outbox_number(own xid8) returns xid8 language sql stable as $$
  select (own::text::numeric + coalesce((select base from outbox_epoch), 0))::text::xid8
$$;

comment on function outbox_number is 'a transaction number of this cluster as cursors count them';

alter table outbox alter column xact set default outbox_number(greatest(
  pg_current_xact_id(),
  (pg_snapshot_xmax(pg_current_snapshot())::text::numeric - 1)::text::xid8));
