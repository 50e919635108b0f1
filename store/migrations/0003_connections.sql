-- Credentials of a tenant, encrypted; one row per version, the newest counts.
create table connections (
  tenant_id text not null references tenants (id),
  vendor text not null check (vendor in ('tribe', 'winbooks')),
  version integer not null check (version > 0),
  fingerprint text not null,
  secrets bytea not null,
  concurrency integer not null check (concurrency between 1 and 100),
  details jsonb not null default '{}',
  created_at timestamptz not null default now(),
  checked_at timestamptz,
  primary key (tenant_id, vendor, version)
);

alter table connections enable row level security;
alter table connections force row level security;
create policy tenant_rows on connections to sync_tenant
  using (tenant_id = nullif(current_setting('app.tenant', true), ''))
  with check (tenant_id = nullif(current_setting('app.tenant', true), ''));
grant select, insert on connections to sync_tenant;
grant update (details, checked_at) on connections to sync_tenant;

-- What belongs to the connection and not to the tenant: tenants with the same licence share it by fingerprint.
create table connection_tokens (
  fingerprint text primary key,
  version integer not null default 0,
  access_token bytea,
  refresh_token bytea,
  expires_at timestamptz,
  lease_holder text,
  lease_until timestamptz,
  constraint connection_tokens_whole check (version = 0 or (access_token is not null and expires_at is not null))
);

create table connection_slots (
  fingerprint text not null,
  slot integer not null check (slot > 0),
  holder text,
  lease_until timestamptz,
  primary key (fingerprint, slot),
  constraint connection_slots_lease_whole check ((holder is null) = (lease_until is null))
);

-- Retry-After: until then nobody sends over the connection.
create table connection_pauses (
  fingerprint text primary key,
  paused_until timestamptz not null
);

alter table connection_tokens enable row level security;
alter table connection_tokens force row level security;
create policy control_rows on connection_tokens to sync_control using (current_user = 'sync_control');
alter table connection_slots enable row level security;
alter table connection_slots force row level security;
create policy control_rows on connection_slots to sync_control using (current_user = 'sync_control');
alter table connection_pauses enable row level security;
alter table connection_pauses force row level security;
create policy control_rows on connection_pauses to sync_control using (current_user = 'sync_control');
grant select, insert, update on connection_tokens, connection_slots, connection_pauses to sync_control;
