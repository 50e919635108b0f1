-- Codes of WinBooks that are to become debtor numbers in Tribe: written until Tribe shows them.
create table debtor_numbers (
  tenant_id text not null references tenants (id),
  tribe_relation_id text not null,
  relation_kind text not null check (relation_kind in ('organisation', 'person')),
  code text not null,
  -- What Tribe said when it was decided: nothing else is ever overwritten.
  replaces text,
  attempt integer not null default 0 check (attempt >= 0),
  due_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, tribe_relation_id)
);
create index debtor_numbers_due on debtor_numbers (tenant_id, due_at);

alter table debtor_numbers enable row level security;
alter table debtor_numbers force row level security;
create policy tenant_rows on debtor_numbers to sync_tenant
  using (tenant_id = nullif(current_setting('app.tenant', true), ''))
  with check (tenant_id = nullif(current_setting('app.tenant', true), ''));
grant select, insert, update, delete on debtor_numbers to sync_tenant;
