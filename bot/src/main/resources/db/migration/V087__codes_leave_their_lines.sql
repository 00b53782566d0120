-- A code is said in a line, and lines are kept: a day later it leaves the line (code-line.forget).

comment on column staff_code.code_sha256 is
  'of the code itself nothing else is kept, but for a day the line that told it: outbox.text';
comment on column household_code.sha256 is
  'of the code itself nothing else is kept, but for a day the line that told it: outbox.text';

-- Lines of before.
insert into due_work (estate_id, kind, subject, occurrence, due_at)
select estate_id, 'code-line.forget', id::text, 0, created_at + interval '24 hours'
from outbox
where estate_id is not null
  and conversation_type = 'private'
  and text ~ '\m[2-9A-HJKMNP-Z]{4,5}-[2-9A-HJKMNP-Z]{4,5}\M'
  and text ~ '上岗|绑定'
on conflict do nothing;
