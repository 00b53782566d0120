-- A danger is looked for among all that is open in an estate.
create index cases_open_hazard on cases (estate_id, hazard) where closed_at is null and hazard is not null;
