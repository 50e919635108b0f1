-- What the invoice said when its entry was made, so that a later change in Tribe is noticed.
alter table bookings add column source_digest text;
-- Tribe's number of the invoice that a credit invoice takes back, where Tribe tells.
alter table bookings add column credited_number text;
-- The invoice changed in Tribe after its entry was made: the watch compares.
alter table bookings add column look_at_change boolean not null default false;
-- WinBooks documents that a person has looked at and said: this is not the same invoice.
alter table bookings add column cleared_documents text[] not null default '{}';
create index bookings_changed on bookings (tenant_id) where look_at_change;
