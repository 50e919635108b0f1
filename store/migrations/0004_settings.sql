-- What the tenant chose; one row per version, the newest counts and the older ones tell how it came about.
create table vat_maps (
  tenant_id text not null references tenants (id),
  version integer not null check (version > 0),
  entries jsonb not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, version)
);

create table tenant_settings (
  tenant_id text not null references tenants (id),
  version integer not null check (version > 0),
  settings jsonb not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, version)
);

alter table vat_maps enable row level security;
alter table vat_maps force row level security;
create policy tenant_rows on vat_maps to sync_tenant
  using (tenant_id = nullif(current_setting('app.tenant', true), ''))
  with check (tenant_id = nullif(current_setting('app.tenant', true), ''));
alter table tenant_settings enable row level security;
alter table tenant_settings force row level security;
create policy tenant_rows on tenant_settings to sync_tenant
  using (tenant_id = nullif(current_setting('app.tenant', true), ''))
  with check (tenant_id = nullif(current_setting('app.tenant', true), ''));
grant select, insert on vat_maps, tenant_settings to sync_tenant;
