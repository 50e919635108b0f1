-- What a person has looked at and accepted of a booked invoice: code of the issue → the details that it had. The same facts do
-- not open it again.
alter table bookings add column seen_issues jsonb not null default '{}';
