-- Forgets that a device has vanished, unless it has vanished anew or was handed out again since.
--
-- KEYS[1]  deadlines of the bucket  zset (deadlines-lease.lua)
-- ARGV[1]  added to the time        milliseconds; 0 but in tests
-- ARGV[2]  the vanishing            member
-- ARGV[3]  end of the lease         milliseconds since 1970
-- Returns  1 forgotten, 0 not; store time in milliseconds
--@ clock.part.lua
local now = store_time(tonumber(ARGV[1]))
local at = redis.call('ZSCORE', KEYS[1], ARGV[2])
if not at or tonumber(at) ~= tonumber(ARGV[3]) then return { 0, now } end

redis.call('ZREM', KEYS[1], ARGV[2])
return { 1, now }
