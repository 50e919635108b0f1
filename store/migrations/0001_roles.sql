-- The two roles under which the process works. Roles belong to the cluster, not to one database, so another
-- database may be migrating at the same moment: whoever comes second finds the role there.
do $$
declare
  wanted text;
begin
  foreach wanted in array array['sync_tenant', 'sync_control'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      begin
        execute format('create role %I nologin noinherit', wanted);
      exception when duplicate_object or unique_violation then
        null;
      end;
    end if;

    if exists (select from pg_roles where rolname = wanted and (rolsuper or rolbypassrls)) then
      raise exception 'the role % may bypass row-level security; take superuser and bypassrls from it first', wanted;
    end if;

    -- Where one login both migrates and works it must be able to take the role; a superuser always can.
    if not (select rolsuper from pg_roles where rolname = current_user) then
      begin
        execute format('grant %I to current_user', wanted);
      exception when unique_violation or internal_error or insufficient_privilege then
        null; -- granted at this moment by another migration, or arranged by whoever made the role
      end;
    end if;
  end loop;
end
$$;

grant usage on schema public to sync_tenant, sync_control;
