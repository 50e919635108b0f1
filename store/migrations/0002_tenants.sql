-- One Tribe organisation with one WinBooks folder. Tables are owned by whoever migrates, yet FORCE makes the
-- policies bind that owner too; a later migration that changes rows must lift FORCE for its duration.
create table tenants (
  id text primary key check (id <> ''),
  name text not null,
  state text not null default 'new'
    check (state in ('new', 'activating', 'active', 'paused', 'draining', 'inactive')),
  pause_reason text,
  tribe_organisation_id text,
  winbooks_url text,
  winbooks_folder text,
  created_at timestamptz not null default now(),
  activated_at timestamptz,
  constraint tenants_identity_known check (
    state in ('new', 'activating', 'inactive')
    or (tribe_organisation_id is not null and winbooks_url is not null and winbooks_folder is not null)
  )
);

-- Two tenants that write to one folder would book every invoice twice.
create unique index tenants_tribe_organisation_once on tenants (tribe_organisation_id)
  where state in ('active', 'paused', 'draining');
create unique index tenants_winbooks_folder_once on tenants (winbooks_url, lower(winbooks_folder))
  where state in ('active', 'paused', 'draining');

alter table tenants enable row level security;
alter table tenants force row level security;
create policy tenant_rows on tenants to sync_tenant
  using (id = nullif(current_setting('app.tenant', true), ''))
  with check (id = nullif(current_setting('app.tenant', true), ''));
-- By name and not by membership: a login that inherits the role must still take it to see anything.
create policy control_lists on tenants for select to sync_control using (current_user = 'sync_control');
grant select, insert, update on tenants to sync_tenant;
grant select (id, state, created_at, activated_at) on tenants to sync_control;
