-- Who asked for a person and whether somebody has answered.
alter table handover add column settled_at timestamptz;
comment on column handover.settled_at is
  'somebody answered, or the resident wanted the bot back; null: they wait';
