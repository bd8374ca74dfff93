-- Reads what both sides of a call have reported.
--
-- KEYS[1]  what the caller has reported  hash (quality-report.lua)
-- KEYS[2]  what the callee has reported  hash
-- ARGV[1]  added to the time             milliseconds; 0 but in tests
-- Returns  0, store time in milliseconds, {field, value, …} of the caller and of the callee
--@ clock.part.lua
--@ schema.part.lua
local now = store_time(tonumber(ARGV[1]))
for i = 1, 2 do schema_of(redis.call('HGET', KEYS[i], 'schema'), reports_begun, reports_known) end
return { 0, now, redis.call('HGETALL', KEYS[1]), redis.call('HGETALL', KEYS[2]) }
