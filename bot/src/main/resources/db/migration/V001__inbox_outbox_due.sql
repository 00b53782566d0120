-- What comes in, what goes out, what is due. These three exist before the estate is known
-- (inbox, outbox) or carry it (due_work).

create table inbox (
  seq bigint generated always as identity primary key,
  event_key uuid not null unique,
  channel text not null,
  conversation text,
  payload text,
  received_at timestamptz not null,
  hazard text,
  advised boolean not null default false,
  attempts integer not null default 0,
  retry_at timestamptz,
  outcome text,
  processed_at timestamptz,
  parked_at timestamptz,
  constraint text_leaves_with_processing
    check (processed_at is null or (payload is null and conversation is null and outcome is not null)),
  constraint pending_is_whole
    check (processed_at is not null or (payload is not null and conversation is not null)),
  constraint processed_or_parked check (processed_at is null or parked_at is null)
);

comment on column inbox.event_key is 'first 128 bits of sha-256 over channel, nul, event id';
comment on column inbox.conversation is 'personal data; null once processed';
comment on column inbox.payload is 'personal data: the event as json; null once processed';
comment on column inbox.received_at is 'business clock';
comment on column inbox.hazard is 'id of hazards.tsv that the gate found at ingress';
comment on column inbox.advised is 'the fixed advice went out at ingress';
comment on column inbox.retry_at is 'not before this time again, after a failure';
comment on column inbox.parked_at is 'given up after the last attempt; a person must look';

create index inbox_pending on inbox (seq)
  where processed_at is null and parked_at is null;
create index inbox_pending_conversation on inbox (channel, conversation, seq)
  where processed_at is null and parked_at is null;
create index inbox_parked on inbox (parked_at) where parked_at is not null;

create table outbox (
  id uuid primary key,
  xact xid8 not null default pg_current_xact_id(),
  seq bigint generated always as identity unique,
  channel text not null,
  conversation text not null,
  conversation_type text not null check (conversation_type in ('group', 'private')),
  recipient text,
  text text not null,
  buttons text not null default '[]',
  in_reply_to text,
  case_no text,
  estate_id text,
  created_at timestamptz not null,
  state text not null check (state in ('pending', 'sent', 'dead', 'polled')),
  attempts integer not null default 0,
  next_attempt_at timestamptz,
  last_error text,
  sent_at timestamptz,
  constraint sent_has_its_time check ((state = 'sent') = (sent_at is not null))
);

comment on column outbox.xact is 'with seq the cursor of pollers: see Messages';
comment on column outbox.recipient is 'personal data: platform id of the person';
comment on column outbox.text is 'personal data';
comment on column outbox.buttons is 'json array of key and label';
comment on column outbox.state is 'polled: the channel has no callback, who asks gets it';
comment on column outbox.next_attempt_at is 'while an attempt is under way: when another node may try';
comment on column outbox.last_error is 'a code, never the text of an answer';

create index outbox_cursor on outbox (channel, xact, seq);
create index outbox_pending on outbox (channel, conversation, seq) where state = 'pending';
create index outbox_dead on outbox (seq) where state = 'dead';

create table due_work (
  estate_id text not null,
  kind text not null,
  subject text not null,
  occurrence integer not null default 0,
  due_at timestamptz not null,
  attempts integer not null default 0,
  retry_at timestamptz,
  done_at timestamptz,
  parked_at timestamptz,
  primary key (estate_id, kind, subject, occurrence),
  constraint done_or_parked check (done_at is null or parked_at is null)
);

comment on column due_work.due_at is 'business clock';
comment on column due_work.retry_at is 'not before this time again, after a failure';
comment on column due_work.parked_at is 'given up after the last attempt; a person must look';

create index due_work_open on due_work (due_at) where done_at is null and parked_at is null;
