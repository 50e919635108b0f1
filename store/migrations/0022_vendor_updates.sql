-- Partial updates of records at a vendor by their id, which are harmless to repeat: what is wanted, until the vendor shows it.
create table vendor_updates (
  tenant_id text not null references tenants (id),
  kind text not null,
  -- The record at home: of a debtor number, Tribe's id of the relation.
  record_id text not null,
  body jsonb not null,
  -- Of what is wanted: what was read or sent for an earlier version says nothing about this one.
  version integer not null default 1 check (version > 0),
  attempt integer not null default 0 check (attempt >= 0),
  due_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, kind, record_id)
);
create index vendor_updates_due on vendor_updates (tenant_id, kind, due_at, record_id);

-- The owner of the tables sees no rows through row-level security, so it is lifted for this statement.
alter table debtor_numbers no force row level security;
insert into vendor_updates (tenant_id, kind, record_id, body, attempt, due_at, created_at, updated_at)
select tenant_id, 'debtor-number', tribe_relation_id,
       jsonb_build_object('relationKind', relation_kind, 'code', code, 'replaces', replaces), attempt, due_at, created_at, updated_at
  from debtor_numbers;
drop table debtor_numbers;

alter table vendor_updates enable row level security;
alter table vendor_updates force row level security;
create policy tenant_rows on vendor_updates to sync_tenant
  using (tenant_id = nullif(current_setting('app.tenant', true), ''))
  with check (tenant_id = nullif(current_setting('app.tenant', true), ''));
grant select, insert, update, delete on vendor_updates to sync_tenant;
