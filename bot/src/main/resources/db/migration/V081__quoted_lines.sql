-- What a platform calls a line of ours when somebody quotes it ("补充请回复本条").
alter table outbox add column platform_id text;

create index outbox_platform_id on outbox (channel, platform_id) where platform_id is not null;
