-- Which node holds the one connection that a platform allows. Times of the database's own clock.
create unlogged table stream_holds (
  channel    text primary key,
  node       uuid not null,
  good_until timestamptz not null
);
