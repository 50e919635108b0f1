-- Every write to a vendor but bookings: what is to be sent, written before the request leaves, and what became of it.
create table vendor_writes (
  tenant_id text not null references tenants (id),
  kind text not null,
  -- The record at home that the write is for: of a new customer, Tribe's id of the relation.
  record_id text not null,
  -- What no other write of this kind may claim meanwhile, such as the code of a new customer.
  claim text,
  body jsonb not null,
  digest text not null,
  state text not null default 'prepared' check (state in ('prepared', 'posting', 'verifying', 'written', 'held')),
  attempt integer not null default 0 check (attempt >= 0),
  sent_at timestamptz,
  ever_unknown boolean not null default false,
  unknown_since timestamptz,
  -- When somebody is to look for a write in flight that no run sees to.
  due_at timestamptz,
  vendor_id text,
  issue_code text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, kind, record_id),
  constraint vendor_writes_sent_known check (state not in ('posting', 'verifying') or (attempt > 0 and sent_at is not null)),
  constraint vendor_writes_written_somewhere check (state <> 'written' or vendor_id is not null),
  constraint vendor_writes_due_in_flight check (due_at is null or state in ('posting', 'verifying'))
);
create unique index vendor_writes_claim_once on vendor_writes (tenant_id, kind, claim) where state <> 'held';
create unique index vendor_writes_vendor_once on vendor_writes (tenant_id, kind, vendor_id) where vendor_id is not null;
create index vendor_writes_due on vendor_writes (tenant_id, due_at) where due_at is not null;
create index vendor_writes_verifying on vendor_writes (tenant_id) where state = 'verifying';

-- The owner of the tables sees no rows through row-level security, so it is lifted for this statement. What is in flight is looked for
-- at once: found is believed, absent only after the quiet period, as before.
alter table customer_creations no force row level security;
insert into vendor_writes (tenant_id, kind, record_id, claim, body, digest, state, attempt, sent_at, ever_unknown, unknown_since,
                           due_at, vendor_id, issue_code, created_at, updated_at)
select tenant_id, 'create-customer', tribe_relation_id, code, body, digest,
       case state when 'created' then 'written' else state end, attempt, sent_at, state = 'verifying',
       case when state = 'verifying' then updated_at end,
       case when state in ('posting', 'verifying') then now() end, winbooks_id, issue_code, created_at, updated_at
  from customer_creations;
drop table customer_creations;

alter table vendor_writes enable row level security;
alter table vendor_writes force row level security;
create policy tenant_rows on vendor_writes to sync_tenant
  using (tenant_id = nullif(current_setting('app.tenant', true), ''))
  with check (tenant_id = nullif(current_setting('app.tenant', true), ''));
grant select, insert, update on vendor_writes to sync_tenant;
