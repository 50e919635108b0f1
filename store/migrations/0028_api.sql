-- Keys of platforms and operators. A key is shown once; here is only its digest.
create table api_keys (
  id text primary key,
  name text not null,
  scope text not null check (scope in ('platform', 'operator', 'read')),
  digest bytea not null unique,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);
alter table api_keys enable row level security;
alter table api_keys force row level security;
create policy control_rows on api_keys to sync_control using (current_user = 'sync_control');
grant select, insert, update on api_keys to sync_control;

-- What a POST with an Idempotency-Key was answered, for a day. Without an answer it is under way, or its server died.
create table api_answers (
  caller text not null,
  idempotency_key text not null,
  request_digest bytea not null,
  started_at timestamptz not null default now(),
  status integer,
  body text,
  primary key (caller, idempotency_key)
);
create index api_answers_by_age on api_answers (started_at);
alter table api_answers enable row level security;
alter table api_answers force row level security;
create policy control_rows on api_answers to sync_control using (current_user = 'sync_control');
grant select, insert, update, delete on api_answers to sync_control;
