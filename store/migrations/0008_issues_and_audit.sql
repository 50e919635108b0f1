-- A record that needs a person.
create table issues (
  id uuid primary key default gen_random_uuid(),
  tenant_id text not null references tenants (id),
  code text not null,
  record_kind text not null,
  record_id text not null,
  params jsonb not null default '{}',
  opened_at timestamptz not null default now(),
  closed_at timestamptz
);
create unique index issues_open_once on issues (tenant_id, record_kind, record_id, code) where closed_at is null;

-- Who did what. Append-only: nobody is granted update or delete.
create table audit_events (
  id bigint generated always as identity primary key,
  tenant_id text not null references tenants (id),
  at timestamptz not null default now(),
  actor text not null,
  action text not null,
  record text not null,
  details jsonb not null default '{}'
);
create index audit_events_by_tenant on audit_events (tenant_id, id);

alter table issues enable row level security;
alter table issues force row level security;
create policy tenant_rows on issues to sync_tenant
  using (tenant_id = nullif(current_setting('app.tenant', true), ''))
  with check (tenant_id = nullif(current_setting('app.tenant', true), ''));
alter table audit_events enable row level security;
alter table audit_events force row level security;
create policy tenant_rows on audit_events to sync_tenant
  using (tenant_id = nullif(current_setting('app.tenant', true), ''))
  with check (tenant_id = nullif(current_setting('app.tenant', true), ''));
grant select, insert, update on issues to sync_tenant;
grant select, insert on audit_events to sync_tenant;
