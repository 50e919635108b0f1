-- The invoice was held, skipped or put off once: whoever saw that it was missing may have keyed it by hand, so near misses are
-- looked for in the ledger itself and not in a list that is some minutes old.
alter table bookings add column look_anew boolean not null default false;
-- Skipped by a rule (before the start date), which may say something else tomorrow; false: by a person, which stays.
alter table bookings add column skipped_by_rule boolean not null default false;

-- The owner of the tables sees no rows through row-level security, so it is lifted for these statements.
alter table bookings no force row level security;
alter table audit_events no force row level security;
update bookings set look_anew = true where state <> 'booked' and (state <> 'waiting' or dispatched_at is not null);
update bookings as b set skipped_by_rule = true
 where state = 'skipped' and skip_reason = 'before the start date'
   and not exists (select from audit_events as e
                    where e.tenant_id = b.tenant_id and e.action = 'skip-invoice' and e.record = 'invoice:' || b.tribe_invoice_id);
-- Every booked invoice is looked at an hour and a day after it was booked; those of today have one of these looks left.
update bookings set recheck_at = greatest(now(), booked_at + interval '1 hour')
 where state = 'booked' and recheck_at is null and booked_at > now() - interval '1 day';
alter table bookings force row level security;
alter table audit_events force row level security;

-- Invoices before this day were passed over when the feed was read up to here: an earlier start date reads it again.
alter table watermarks add column start_date date;
alter table watermarks no force row level security;
alter table tenant_settings no force row level security;
update watermarks as w set start_date = (
  select (settings ->> 'startDate')::date from tenant_settings as s
   where s.tenant_id = w.tenant_id order by version desc limit 1)
 where feed = 'tribe.invoices';
alter table watermarks force row level security;
alter table tenant_settings force row level security;
