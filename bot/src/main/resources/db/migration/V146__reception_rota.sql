-- Who receives on a fixed day of the month where that is not who stands in the rule.
create table reception_rota (
  estate_id text not null references reception_rule,
  day       int not null check (day between 1 and 28),  -- of the month, one of the rule's days
  secretary bigint not null,
  deputy    bigint,
  manager   bigint,
  primary key (estate_id, day),
  foreign key (estate_id, secretary) references person (estate_id, person_id),
  foreign key (estate_id, deputy) references person (estate_id, person_id),
  foreign key (estate_id, manager) references person (estate_id, person_id),
  constraint nobody_of_a_rota_stands_in_for_himself
    check (secretary <> deputy and secretary <> manager and deputy <> manager)
);
