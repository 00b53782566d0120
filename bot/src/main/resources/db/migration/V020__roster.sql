-- The roster (名册) of an estate: how large its flats are, and how to reach who owns them.

alter table household
  add column area_hundredths int check (area_hundredths > 0), -- built area (建筑面积) in 0.01 m²; null: not in the roster
  add column area_source     text,                            -- where the area was read: 不动产权证, 物业登记 …
  add check (area_source is null or area_hundredths is not null);

alter table person
  add column phone text check (phone ~ '^1[3-9][0-9]{9}$');   -- personal: mobile number (手机)

-- One name with one phone is one person.
create unique index person_name_phone on person (estate_id, name, phone) where phone is not null;

-- Units, floors and flats of such a building follow the roster; those of others stand in the estate file.
alter table building add column from_roster boolean not null default false;
