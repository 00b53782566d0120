-- Flats that the developer (建设单位) has not sold, or sold and not handed over: it votes for them, as one owner
-- (法释〔2009〕7号 art. 1 and 9).
alter table household add column delivery text not null default 'delivered'
  check (delivery in ('delivered', 'undelivered', 'unsold'));

-- Flats outside the building whose owners showed that a change of use would harm them (art. 11 there).
alter table vote_mark drop constraint vote_mark_mark_check;
alter table vote_mark add constraint vote_mark_mark_check
  check (mark in ('exclusive_part', 'applicant', 'interested'));
