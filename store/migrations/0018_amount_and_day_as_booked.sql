-- The gross in the invoice's own currency: gross_cents is in the folder's, and the two must never be shown as one money.
alter table bookings add column currency_gross_cents bigint;
-- The day that the entry is booked on; another one than the invoice's where its own period was closed.
alter table bookings add column booked_on date;
-- The owner of the tables sees no rows through row-level security, so it is lifted for this statement.
alter table bookings no force row level security;
update bookings
   set booked_on = case when not linked then (entry ->> 'date')::date end,
       currency_gross_cents = coalesce(
         (select abs((line ->> 'currencyAmountCents')::bigint) from jsonb_array_elements(entry -> 'lines') as line
           where line ->> 'role' = 'customer' limit 1),
         gross_cents)
 where entry is not null;
alter table bookings force row level security;
