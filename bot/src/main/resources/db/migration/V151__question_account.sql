-- A question that was asked in a group may be answered alone.
create index question_account on question (channel, account_id, asked_at) where answered_at is null;
