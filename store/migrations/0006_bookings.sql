-- One row per Tribe invoice, from found to final. From `prepared` on it is the intent: what may be sent, and
-- what happened to it.
create table bookings (
  tenant_id text not null references tenants (id),
  tribe_invoice_id text not null,
  number text,
  invoice_date date,
  changed_at timestamptz not null,
  found_at timestamptz not null default now(),
  state text not null default 'waiting'
    check (state in ('waiting', 'prepared', 'posting', 'verifying', 'booked', 'held', 'skipped')),
  -- When dispatch may start a run; null while a run owns the row, and when it is final.
  due_at timestamptz,
  dispatched_at timestamptz,
  attempt integer not null default 0 check (attempt >= 0),
  sent_at timestamptz,
  ever_unknown boolean not null default false,
  unknown_since timestamptz,
  recheck_at timestamptz,
  entry jsonb,
  digest text,
  reference text,
  journal_id text,
  journal_code text,
  numbering_scope text,
  doc_number bigint,
  book_year text,
  kind text check (kind in ('invoice', 'credit')),
  gross_cents bigint,
  currency text,
  customer_name text,
  customer_code text,
  winbooks_id text,
  linked boolean not null default false,
  issue_code text,
  issue_details jsonb,
  skip_reason text,
  booked_at timestamptz,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, tribe_invoice_id),
  constraint bookings_intent_whole check (
    state not in ('prepared', 'posting', 'verifying')
    or (entry is not null and digest is not null and reference is not null and journal_id is not null
        and numbering_scope is not null and doc_number is not null)
  ),
  constraint bookings_sent_known check (state not in ('posting', 'verifying') or (attempt > 0 and sent_at is not null)),
  constraint bookings_booked_somewhere check (state <> 'booked' or (winbooks_id is not null and booked_at is not null)),
  constraint bookings_final_not_due check (state not in ('booked', 'held', 'skipped') or due_at is null)
);

create unique index bookings_number_once on bookings (tenant_id, journal_id, numbering_scope, doc_number)
  where state <> 'skipped' and doc_number is not null;
create unique index bookings_winbooks_once on bookings (tenant_id, winbooks_id) where winbooks_id is not null;
create index bookings_due on bookings (tenant_id, due_at) where due_at is not null;
create index bookings_recheck on bookings (tenant_id, recheck_at) where recheck_at is not null;
create index bookings_verifying on bookings (tenant_id) where state = 'verifying';
create index bookings_unattended on bookings (updated_at)
  where due_at is null and state in ('waiting', 'prepared', 'posting', 'verifying');

alter table bookings enable row level security;
alter table bookings force row level security;
create policy tenant_rows on bookings to sync_tenant
  using (tenant_id = nullif(current_setting('app.tenant', true), ''))
  with check (tenant_id = nullif(current_setting('app.tenant', true), ''));
create policy control_lists on bookings for select to sync_control using (current_user = 'sync_control');
grant select, insert, update on bookings to sync_tenant;
grant select (tenant_id, tribe_invoice_id, state, due_at, updated_at, recheck_at) on bookings to sync_control;
