-- A coming reception day that went with its rule.
alter table reception add column dropped_at timestamptz;

drop index receptions_do_not_overlap;
create unique index receptions_do_not_overlap on reception (estate_id, held_on)
  where merged_into is null and dropped_at is null;
