-- A process without a slot of its own asks the others to give one back; they pass theirs on inside the process meanwhile.
alter table connection_slots add column wanted_at timestamptz;
