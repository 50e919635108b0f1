-- The tie-out: what Tribe and the ledger say of each month, and in what they differ.

-- One comparison. While it runs its rows are staged; at its end only what it found remains.
create table tie_out_runs (
  id bigint generated always as identity primary key,
  tenant_id text not null references tenants (id),
  -- One month, or null for all of them.
  month text,
  state text not null default 'reading' check (state in ('reading', 'done', 'abandoned')),
  began_at timestamptz not null default now(),
  ended_at timestamptz,
  -- How far each list was read, and which months are compared.
  progress jsonb not null default '{}',
  invoices integer,
  documents integer,
  differences integer,
  -- Against the run before: how many are new, and how many are gone.
  appeared integer,
  resolved integer,
  -- How many months were not compared again, because neither side had changed.
  unchanged_months integer
);
create index tie_out_runs_of_tenant on tie_out_runs (tenant_id, id);

-- Tribe's side of an open run.
create table tie_out_invoices (
  tenant_id text not null references tenants (id),
  run_id bigint not null references tie_out_runs (id) on delete cascade,
  invoice_id text not null,
  -- Of the day on which it is or would be booked; null when it has none.
  month text,
  -- Its document, as far as we know, and our reference of it.
  document_id text,
  reference text not null,
  side jsonb not null,
  primary key (tenant_id, run_id, invoice_id)
);
create index tie_out_invoices_of_month on tie_out_invoices (tenant_id, run_id, month, invoice_id);
create index tie_out_invoices_of_document on tie_out_invoices (tenant_id, run_id, document_id);
create index tie_out_invoices_of_reference on tie_out_invoices (tenant_id, run_id, reference);

-- The ledger's side of an open run: documents of our journals, and those of invoices wherever they stand.
create table tie_out_documents (
  tenant_id text not null references tenants (id),
  run_id bigint not null references tie_out_runs (id) on delete cascade,
  document_id text not null,
  month text,
  journal_id text,
  journal text,
  doc_number bigint,
  date date,
  -- In a journal in which only our invoices are expected.
  is_ours boolean not null,
  -- To which invoice it belongs, once both sides are there.
  invoice_id text,
  primary key (tenant_id, run_id, document_id)
);
create index tie_out_documents_of_month on tie_out_documents (tenant_id, run_id, month, document_id);
create index tie_out_documents_of_invoice on tie_out_documents (tenant_id, run_id, invoice_id);

-- Lines of those documents, and lines of customers in a matching.
create table tie_out_lines (
  tenant_id text not null references tenants (id),
  run_id bigint not null references tie_out_runs (id) on delete cascade,
  line_id text not null,
  document_id text,
  line_order integer,
  account_id text,
  vat_id text,
  customer_id text,
  cents bigint not null,
  vat_base_cents bigint,
  currency_id text,
  currency_cents bigint,
  reference text,
  match_id text,
  parent_id text,
  date date,
  primary key (tenant_id, run_id, line_id)
);
create index tie_out_lines_of_document on tie_out_lines (tenant_id, run_id, document_id);
create index tie_out_lines_of_match on tie_out_lines (tenant_id, run_id, match_id) where match_id is not null;

-- What the last comparison of each month came to.
create table tie_out_months (
  tenant_id text not null references tenants (id),
  month text not null,
  run_id bigint not null,
  compared_at timestamptz not null default now(),
  -- Over everything of both sides that the result depends on.
  digest text not null,
  totals jsonb not null,
  primary key (tenant_id, month)
);

-- The differences that stand.
create table tie_out_differences (
  tenant_id text not null references tenants (id),
  month text not null,
  place integer not null,
  code text not null,
  invoice_id text,
  document_id text,
  difference jsonb not null,
  first_seen_at timestamptz not null default now(),
  primary key (tenant_id, month, place)
);

do $$
declare name text;
begin
  foreach name in array array['tie_out_runs', 'tie_out_invoices', 'tie_out_documents', 'tie_out_lines', 'tie_out_months',
                              'tie_out_differences'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy tenant_rows on %I to sync_tenant
         using (tenant_id = nullif(current_setting(''app.tenant'', true), ''''))
         with check (tenant_id = nullif(current_setting(''app.tenant'', true), ''''))', name);
    execute format('grant select, insert, update, delete on %I to sync_tenant', name);
  end loop;
end $$;
