-- A line whose buttons are used up is changed where it stands: the change is a line of the same conversation, so it
-- keeps its place behind the one that it changes. Its text is the note, its buttons are those that stay.
alter table outbox add column changes uuid;
alter table outbox add column settled boolean not null default false;

comment on column outbox.changes is 'the line that this one changes; null: it is said';
comment on column outbox.settled is 'its buttons were taken away, or will be';

create index outbox_open_cards on outbox (estate_id, case_no)
  where buttons <> '[]' and not settled and case_no is not null and state <> 'polled';
