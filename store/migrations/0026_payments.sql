-- What the ledger says of the payment of each booked invoice, and when to look again.
create table payments (
  tenant_id text not null,
  tribe_invoice_id text not null,
  -- The document in WinBooks that is looked at.
  document_id text not null,
  -- Null until it was read for the first time.
  state text check (state in ('open', 'partly-paid', 'paid', 'overpaid', 'credited', 'written-off', 'reversed')),
  -- In the direction of the document: gross + allocations = open.
  gross_cents bigint,
  open_cents bigint,
  allocations jsonb not null default '[]',
  -- Nothing is owed any more; null until it was read.
  is_settled boolean,
  match_id text,
  -- WinBooks' id of the customer.
  customer_id text,
  read_at timestamptz,
  -- When the standing last changed.
  changed_at timestamptz not null default now(),
  first_settled_at timestamptz,
  look_at timestamptz not null default now(),
  -- When something last happened on the customer's account, and the latest such change on WinBooks' clock.
  stirred_at timestamptz not null default now(),
  stirred_by timestamptz,
  -- Grows each time that it becomes due, so that a change during a reading is not lost.
  version integer not null default 1,
  -- Grows each time that a worker takes it: only the latest reading is stored.
  taken integer not null default 0,
  taken_at timestamptz,
  -- Failures in a row, and the latest one.
  failures integer not null default 0,
  failure text,
  -- The phase in Tribe when it was last read for this.
  phase_seen text,
  primary key (tenant_id, tribe_invoice_id),
  foreign key (tenant_id, tribe_invoice_id) references bookings (tenant_id, tribe_invoice_id),
  constraint payments_standing_whole check (
    state is null or (gross_cents is not null and open_cents is not null and is_settled is not null and read_at is not null))
);
create index payments_due on payments (tenant_id, look_at);
create index payments_of_document on payments (tenant_id, document_id);
create index payments_of_match on payments (tenant_id, match_id) where match_id is not null;
create index payments_of_customer on payments (tenant_id, customer_id) where customer_id is not null;
create index payments_taken on payments (tenant_id) where taken_at is not null;

-- Each standing that an invoice had.
create table payment_history (
  id bigint generated always as identity primary key,
  tenant_id text not null,
  tribe_invoice_id text not null,
  at timestamptz not null default now(),
  -- Null: the first one.
  was text,
  state text not null,
  gross_cents bigint not null,
  open_cents bigint not null,
  allocations jsonb not null,
  foreign key (tenant_id, tribe_invoice_id) references bookings (tenant_id, tribe_invoice_id)
);
create index payment_history_of_invoice on payment_history (tenant_id, tribe_invoice_id, id);

-- A booked invoice is looked at from the moment on that it is booked, and anew when it gets another document. A migration that changes
-- states of bookings must lift row-level security of payments too.
create function look_at_payment() returns trigger language plpgsql as $$
begin
  insert into payments (tenant_id, tribe_invoice_id, document_id)
  values (new.tenant_id, new.tribe_invoice_id, new.winbooks_id)
  on conflict (tenant_id, tribe_invoice_id) do update
    set document_id = excluded.document_id, look_at = now(), stirred_at = now(), version = payments.version + 1;
  return null;
end
$$;
create trigger booking_paid_on_insert after insert on bookings for each row
  when (new.state = 'booked') execute function look_at_payment();
create trigger booking_paid_on_update after update on bookings for each row
  when (new.state = 'booked' and (old.state <> 'booked' or new.winbooks_id <> old.winbooks_id))
  execute function look_at_payment();

-- The owner of the tables sees no rows through row-level security, so it is lifted for this statement.
alter table bookings no force row level security;
insert into payments (tenant_id, tribe_invoice_id, document_id, changed_at, stirred_at)
select tenant_id, tribe_invoice_id, winbooks_id, booked_at, booked_at from bookings where state = 'booked';
alter table bookings force row level security;

do $$
declare name text;
begin
  foreach name in array array['payments', 'payment_history'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy tenant_rows on %I to sync_tenant
         using (tenant_id = nullif(current_setting(''app.tenant'', true), ''''))
         with check (tenant_id = nullif(current_setting(''app.tenant'', true), ''''))', name);
  end loop;
end $$;
grant select, insert, update on payments to sync_tenant;
grant select, insert on payment_history to sync_tenant;
