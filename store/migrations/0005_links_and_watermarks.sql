-- The pair of a Tribe relation and a WinBooks third, one to one per role.
create table links (
  id bigint generated always as identity primary key,
  tenant_id text not null references tenants (id),
  kind text not null check (kind in ('customer', 'supplier')),
  tribe_relation_id text not null,
  tribe_relationship_id text not null,
  winbooks_id text not null,
  code text not null,
  payment_term_days integer,
  state text not null default 'open' check (state in ('open', 'closed')),
  origin text not null check (origin in ('matched', 'created', 'number')),
  created_at timestamptz not null default now(),
  refreshed_at timestamptz not null default now()
);
create unique index links_relation_once on links (tenant_id, kind, tribe_relation_id) where state = 'open';
create unique index links_winbooks_once on links (tenant_id, kind, winbooks_id) where state = 'open';
create index links_by_relationship on links (tenant_id, kind, tribe_relationship_id) where state = 'open';

-- How far a feed was read, on the vendor's clock.
create table watermarks (
  tenant_id text not null references tenants (id),
  feed text not null,
  position timestamptz,
  version integer not null default 0,
  polled_at timestamptz,
  primary key (tenant_id, feed)
);

alter table links enable row level security;
alter table links force row level security;
create policy tenant_rows on links to sync_tenant
  using (tenant_id = nullif(current_setting('app.tenant', true), ''))
  with check (tenant_id = nullif(current_setting('app.tenant', true), ''));
alter table watermarks enable row level security;
alter table watermarks force row level security;
create policy tenant_rows on watermarks to sync_tenant
  using (tenant_id = nullif(current_setting('app.tenant', true), ''))
  with check (tenant_id = nullif(current_setting('app.tenant', true), ''));
grant select, insert, update on links, watermarks to sync_tenant;
