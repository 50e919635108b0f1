-- The intent of creating a customer in WinBooks, written before the request leaves.
create table customer_creations (
  tenant_id text not null references tenants (id),
  tribe_relation_id text not null,
  code text not null,
  body jsonb not null,
  digest text not null,
  state text not null default 'prepared' check (state in ('prepared', 'posting', 'verifying', 'created', 'held')),
  attempt integer not null default 0 check (attempt >= 0),
  sent_at timestamptz,
  winbooks_id text,
  issue_code text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, tribe_relation_id),
  constraint customer_creations_sent_known check (state not in ('posting', 'verifying') or (attempt > 0 and sent_at is not null)),
  constraint customer_creations_created_somewhere check (state <> 'created' or winbooks_id is not null)
);
create unique index customer_creations_code_once on customer_creations (tenant_id, code) where state <> 'held';
create unique index customer_creations_winbooks_once on customer_creations (tenant_id, winbooks_id)
  where winbooks_id is not null;

alter table customer_creations enable row level security;
alter table customer_creations force row level security;
create policy tenant_rows on customer_creations to sync_tenant
  using (tenant_id = nullif(current_setting('app.tenant', true), ''))
  with check (tenant_id = nullif(current_setting('app.tenant', true), ''));
grant select, insert, update on customer_creations to sync_tenant;
