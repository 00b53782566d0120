-- Which way a case came in that a system filed for somebody.

alter table api_entry
  add column origin text not null default 'api' check (origin in ('api', 'open311', 'hotline'));
