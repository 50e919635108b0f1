-- A record that was created on one side of a link is agreed on by what was sent, until that side shows it.
alter table links add column created_side text check (created_side in ('tribe', 'winbooks'));

-- Two records that met for the first time: nobody had changed either of them.
alter table relation_history drop constraint relation_history_cause_check;
alter table relation_history add constraint relation_history_cause_check
  check (cause in ('change', 'first', 'conflict', 'create', 'deactivate', 'reactivate'));

-- The last request that may have made an address or a contact of a third: a second one is not sent while its fate is not known, nor by
-- somebody who looked before it was sent.
create table third_parts (
  tenant_id text not null references tenants (id),
  third_id text not null,
  part text not null check (part in ('address', 'contact')),
  sent_at timestamptz not null,
  -- When its fate was known; null before.
  settled_at timestamptz,
  primary key (tenant_id, third_id, part)
);
alter table third_parts enable row level security;
alter table third_parts force row level security;
create policy tenant_rows on third_parts to sync_tenant
  using (tenant_id = nullif(current_setting('app.tenant', true), ''))
  with check (tenant_id = nullif(current_setting('app.tenant', true), ''));
grant select, insert, update, delete on third_parts to sync_tenant;
