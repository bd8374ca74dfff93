-- Forgets that a device is attached to this edge, unless it has attached to another since. While its user has an open call, the device
-- becomes due as vanished.
--
-- KEYS[1]  the user           hash (inbox.part.lua)
-- KEYS[2]  its open calls     zset: when the call is forgotten, ms since 1970
-- KEYS[3]  deadlines of the bucket  zset (deadlines-lease.lua)
-- KEYS[4]  devices of this edge     set: name of the user, a space, device
-- ARGV[1]  this edge          id
-- ARGV[2]  device             id
-- ARGV[3]  added to the time  milliseconds; 0 but in tests
-- ARGV[4]  time to keep a user  milliseconds
-- ARGV[5]  patience           milliseconds that the device may take to attach elsewhere
-- ARGV[6]  the device among those of an edge  member
-- ARGV[7]  its vanishing, among deadlines     member
-- Returns  1 forgotten, 0 not attached here; store time in milliseconds
--@ clock.part.lua
local now = store_time(tonumber(ARGV[3]))
local holder = redis.call('HGET', KEYS[1], 'd:' .. ARGV[2])
local open = redis.call('ZCOUNT', KEYS[2], string.format('(%.0f', now), '+inf')
local lifetime = redis.call('PTTL', KEYS[3])
redis.call('ZCARD', KEYS[3])
if holder ~= ARGV[1] then
  redis.call('SREM', KEYS[4], ARGV[6])
  return { 0, now }
end

redis.call('SREM', KEYS[4], ARGV[6])
redis.call('HDEL', KEYS[1], 'd:' .. ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
if open > 0 then
  redis.call('ZADD', KEYS[3], now + tonumber(ARGV[5]), ARGV[7])
  if lifetime < tonumber(ARGV[4]) then redis.call('PEXPIRE', KEYS[3], ARGV[4]) end
end
return { 1, now }
