-- A danger is looked for among all that is open in an estate.
create index cases_open_hazard on cases (estate_id, hazard) where closed_at is null and hazard is not null;

-- Metrics count what was given up.
create index due_work_parked on due_work (parked_at) where parked_at is not null;
