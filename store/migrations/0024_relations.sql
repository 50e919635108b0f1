-- Both sides' relations as they were last seen, and what is to be done about them.

-- A relation of Tribe that is or was a customer or supplier.
create table tribe_relations (
  tenant_id text not null references tenants (id),
  relation_id text not null,
  record jsonb not null,
  debtor_key text,
  creditor_key text,
  vat_key text,
  name_key text,
  email_key text,
  -- In which round of reading all ids each role was seen last.
  customer_round integer not null default 0,
  supplier_round integer not null default 0,
  gone_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, relation_id)
);
create index tribe_relations_debtor on tribe_relations (tenant_id, debtor_key) where debtor_key is not null;
create index tribe_relations_creditor on tribe_relations (tenant_id, creditor_key) where creditor_key is not null;
create index tribe_relations_vat on tribe_relations (tenant_id, vat_key) where vat_key is not null;
create index tribe_relations_name on tribe_relations (tenant_id, name_key) where name_key is not null;
create index tribe_relations_email on tribe_relations (tenant_id, email_key) where email_key is not null;

-- WinBooks' rows as they come: customers and suppliers, their thirds, and the addresses and contacts of those.
create table winbooks_rows (
  tenant_id text not null references tenants (id),
  entity text not null check (entity in ('customer', 'supplier', 'third', 'address', 'contact', 'thirdContact')),
  row_id text not null,
  -- Null for a contact, which a row of its own connects, and for a party that shares only its code with its third.
  third_id text,
  code text,
  contact_id text,
  sort_key text collate "C",
  record jsonb not null,
  primary key (tenant_id, entity, row_id)
);
create index winbooks_rows_of_third on winbooks_rows (tenant_id, third_id, entity) where third_id is not null;
create index winbooks_rows_of_code on winbooks_rows (tenant_id, code, entity) where code is not null;
create index winbooks_rows_of_contact on winbooks_rows (tenant_id, contact_id) where contact_id is not null;

-- Thirds of which a row has changed: their parties are put together again.
create table changed_thirds (
  tenant_id text not null references tenants (id),
  third_id text not null,
  primary key (tenant_id, third_id)
);

-- A customer or supplier with its third, its address and its contact.
create table winbooks_parties (
  tenant_id text not null references tenants (id),
  role text not null check (role in ('customer', 'supplier')),
  party_id text not null,
  third_id text not null,
  code text not null,
  record jsonb not null,
  number_key text,
  vat_key text,
  name_key text,
  email_key text,
  seen_round integer not null default 0,
  gone_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, role, party_id)
);
create index winbooks_parties_number on winbooks_parties (tenant_id, role, number_key) where number_key is not null;
create index winbooks_parties_vat on winbooks_parties (tenant_id, role, vat_key) where vat_key is not null;
create index winbooks_parties_name on winbooks_parties (tenant_id, role, name_key) where name_key is not null;
create index winbooks_parties_email on winbooks_parties (tenant_id, role, email_key) where email_key is not null;

-- A record of either side that somebody is to look at: it changed, or its last attempt failed.
create table relation_queue (
  tenant_id text not null references tenants (id),
  side text not null check (side in ('tribe', 'winbooks')),
  role text not null check (role in ('customer', 'supplier')),
  record_id text not null,
  -- Grows with each change, so that a change during the work is not lost.
  version integer not null default 1,
  attempt integer not null default 0,
  due_at timestamptz not null default now(),
  -- Since when a worker is at it.
  taken_at timestamptz,
  -- Why it is tried again; null for a change.
  failure text,
  -- A list of all ids did not have it.
  is_missing boolean not null default false,
  primary key (tenant_id, side, role, record_id)
);
create index relation_queue_due on relation_queue (tenant_id, due_at);

-- Pairs that may be the same, and what was decided about them.
create table relation_matches (
  id bigint generated always as identity primary key,
  tenant_id text not null references tenants (id),
  role text not null check (role in ('customer', 'supplier')),
  relation_id text not null,
  party_id text not null,
  evidence jsonb not null,
  score integer not null,
  verdict text not null check (verdict in ('clear', 'unclear')),
  decision text not null default 'open' check (decision in ('open', 'accepted', 'rejected')),
  decided_by text,
  decided_at timestamptz,
  created_at timestamptz not null default now(),
  unique (tenant_id, role, relation_id, party_id)
);
create index relation_matches_of_party on relation_matches (tenant_id, role, party_id);
create index relation_matches_open on relation_matches (tenant_id, id) where decision = 'open';

-- Each value that was written to a side, with the one before.
create table relation_history (
  id bigint generated always as identity primary key,
  tenant_id text not null references tenants (id),
  relation_id text not null,
  role text not null check (role in ('customer', 'supplier')),
  side text not null check (side in ('tribe', 'winbooks')),
  field text not null,
  previous jsonb,
  value jsonb,
  cause text not null check (cause in ('change', 'conflict', 'create', 'deactivate', 'reactivate')),
  at timestamptz not null default now()
);
create index relation_history_of_relation on relation_history (tenant_id, relation_id, id);

-- How far the first sync is, and the rounds that read all ids.
create table relation_sync (
  tenant_id text not null references tenants (id) primary key,
  -- Before a person or the tenants file has approved it, nothing is written.
  approved_at timestamptz,
  tribe_read_at timestamptz,
  winbooks_read_at timestamptz,
  -- The latest round of reading all ids; it is complete when it has an end.
  round integer not null default 0,
  round_began_at timestamptz,
  round_ended_at timestamptz,
  -- Where the open round stopped in each list; 'done' at its end.
  round_places jsonb not null default '{}',
  -- Under which settings and approval every record was queued last.
  queued_under text
);

alter table links
  -- What each side showed when they last agreed, by field.
  add column snapshot jsonb,
  add column synced_at timestamptz,
  -- What is being written to a side, so that it is known after a lost worker.
  add column pending jsonb,
  add column closed_reason text,
  -- Whether it was inactive in WinBooks when last synchronised, and whether we made the relationship former.
  add column role_state jsonb;

do $$
declare name text;
begin
  foreach name in array array['tribe_relations', 'winbooks_rows', 'changed_thirds', 'winbooks_parties', 'relation_queue',
                              'relation_matches', 'relation_history', 'relation_sync'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy tenant_rows on %I to sync_tenant
         using (tenant_id = nullif(current_setting(''app.tenant'', true), ''''))
         with check (tenant_id = nullif(current_setting(''app.tenant'', true), ''''))', name);
    execute format('grant select, insert, update, delete on %I to sync_tenant', name);
  end loop;
end $$;
