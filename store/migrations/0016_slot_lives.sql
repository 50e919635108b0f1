-- A lease ends here, whatever renews it: somebody who forgets to give a slot back must not keep it for good.
alter table connection_slots add column lives_until timestamptz;
