-- What happened to each invoice: a row per change of its state, written in the transaction of that change, whichever statement makes
-- it. A migration that changes states must lift row-level security of this table too.
create table booking_events (
  id bigint generated always as identity primary key,
  tenant_id text not null,
  tribe_invoice_id text not null,
  at timestamptz not null default now(),
  -- Null: it was found.
  was text,
  state text not null,
  attempt integer not null,
  issue_code text,
  issue_details jsonb,
  skip_reason text,
  skipped_by_rule boolean not null default false,
  -- The document as it was known then.
  journal_code text,
  doc_number bigint,
  book_year text,
  booked_on date,
  winbooks_id text,
  linked boolean not null default false,
  foreign key (tenant_id, tribe_invoice_id) references bookings (tenant_id, tribe_invoice_id)
);
create index booking_events_by_invoice on booking_events (tenant_id, tribe_invoice_id, id);

create function record_booking_event() returns trigger language plpgsql as $$
begin
  insert into booking_events (tenant_id, tribe_invoice_id, was, state, attempt, issue_code, issue_details, skip_reason, skipped_by_rule,
                              journal_code, doc_number, book_year, booked_on, winbooks_id, linked)
  values (new.tenant_id, new.tribe_invoice_id, case when tg_op = 'UPDATE' then old.state end, new.state, new.attempt, new.issue_code,
          new.issue_details, new.skip_reason, new.skipped_by_rule, new.journal_code, new.doc_number, new.book_year, new.booked_on,
          new.winbooks_id, new.linked);
  return null;
end
$$;
create trigger booking_found after insert on bookings for each row execute function record_booking_event();
-- A booked invoice whose document is replaced by another one keeps its state.
create trigger booking_changed after update on bookings for each row
  when (new.state <> old.state or (new.state = 'booked' and new.winbooks_id <> old.winbooks_id))
  execute function record_booking_event();

-- Of rows that exist already, what they still tell.
alter table bookings no force row level security;
insert into booking_events (tenant_id, tribe_invoice_id, at, state, attempt)
select tenant_id, tribe_invoice_id, found_at, 'waiting', 0 from bookings order by found_at;
insert into booking_events (tenant_id, tribe_invoice_id, at, was, state, attempt, issue_code, issue_details, skip_reason, skipped_by_rule,
                            journal_code, doc_number, book_year, booked_on, winbooks_id, linked)
select tenant_id, tribe_invoice_id, coalesce(booked_at, updated_at), 'waiting', state, attempt, issue_code, issue_details, skip_reason,
       skipped_by_rule, journal_code, doc_number, book_year, booked_on, winbooks_id, linked
  from bookings where state <> 'waiting' order by updated_at;
alter table bookings force row level security;

alter table booking_events enable row level security;
alter table booking_events force row level security;
create policy tenant_rows on booking_events to sync_tenant
  using (tenant_id = nullif(current_setting('app.tenant', true), ''))
  with check (tenant_id = nullif(current_setting('app.tenant', true), ''));
grant select, insert on booking_events to sync_tenant;

-- What an action changed, each as {name, before, after}; and the trail of one record or day.
alter table audit_events add column changes jsonb not null default '[]';
create index audit_events_by_record on audit_events (tenant_id, record, id);
create index audit_events_by_day on audit_events (tenant_id, at);
-- Lists of issues go by when they were opened.
create index issues_open_by_age on issues (tenant_id, opened_at, id) where closed_at is null;
create index issues_by_record on issues (tenant_id, record_kind, record_id);
