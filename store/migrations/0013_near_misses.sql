-- What is held as a near miss: each poll asks whether its document has become another booking's.
create index bookings_near_miss on bookings (tenant_id) where state = 'held' and issue_code = 'NEAR_MISS';
