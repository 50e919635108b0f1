-- Where a list is left that takes more than one page: whoever reads on begins there. Null when the feed was read to its end.
alter table watermarks add column place jsonb;
-- When the position last moved.
alter table watermarks add column moved_at timestamptz not null default now();

-- How often in a row each step of a booking has failed for this row alone: {"prepare": 3}.
alter table bookings add column failures jsonb not null default '{}';
-- A comparison with Tribe that failed is made again from then on.
alter table bookings add column compare_at timestamptz;

-- What does not work at this moment: a vendor, or the reading of Tribe whatever stops it. `since` is null when it works.
create table outages (
  tenant_id text not null references tenants (id),
  subject text not null,
  since timestamptz,
  failures integer not null default 0,
  host text,
  cause text,
  primary key (tenant_id, subject)
);
alter table outages enable row level security;
alter table outages force row level security;
create policy tenant_rows on outages to sync_tenant
  using (tenant_id = nullif(current_setting('app.tenant', true), ''))
  with check (tenant_id = nullif(current_setting('app.tenant', true), ''));
grant select, insert, update on outages to sync_tenant;

-- Invoices that were never changed have a feed of their own from now on; both kinds were read up to the same moment. The owner of the
-- tables sees no rows through row-level security, so it is lifted for this statement.
alter table watermarks no force row level security;
insert into watermarks (tenant_id, feed, position, version, start_date)
select tenant_id, 'tribe.invoices.untouched', position, 1, start_date
  from watermarks where feed = 'tribe.invoices' and position is not null;
alter table watermarks force row level security;
