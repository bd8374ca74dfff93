-- Forgets that a device is attached to this edge, unless it has attached to another since.
--
-- KEYS[1]  the user           hash (inbox.part.lua)
-- ARGV[1]  this edge          id
-- ARGV[2]  device             id
-- ARGV[3]  added to the time  milliseconds; 0 but in tests
-- ARGV[4]  time to keep a user  milliseconds
-- Returns  1 forgotten, 0 not attached here; store time in milliseconds
--@ clock.part.lua
local now = store_time(tonumber(ARGV[3]))
if redis.call('HGET', KEYS[1], 'd:' .. ARGV[2]) ~= ARGV[1] then return { 0, now } end

redis.call('HDEL', KEYS[1], 'd:' .. ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return { 1, now }
