-- Lets go of the devices of an edge whose lease has ended, some at a time: they are attached nowhere from then on, and vanished while
-- their user has an open call. The users' keys are known only here; they carry the same tag as all others.
--
-- KEYS[1]  edges of the bucket      zset: end of the edge's lease, ms since 1970
-- KEYS[2]  deadlines of the bucket  zset (deadlines-lease.lua)
-- KEYS[3]  devices of the edge      set: name of the user, a space, device
-- KEYS[4]  a user's key             all of it but the name
-- KEYS[5]  a user's open calls      all of the key but the name
-- ARGV[1]  the edge                 id
-- ARGV[2]  added to the time        milliseconds; 0 but in tests
-- ARGV[3]  the edge among deadlines member
-- ARGV[4]  how many devices         count
-- ARGV[5]  time to keep a user      milliseconds
-- Returns  how many devices are left, store time in milliseconds, how many have vanished
--@ clock.part.lua
local now = store_time(tonumber(ARGV[2]))
local lease = tonumber(redis.call('ZSCORE', KEYS[1], ARGV[1]) or 0)
local lifetime = redis.call('PTTL', KEYS[2])
redis.call('ZCARD', KEYS[2])
if lease > now then -- it is there after all
  redis.call('ZADD', KEYS[2], string.format('%.0f', lease), ARGV[3])
  return { 0, now, 0 }
end

local vanished = 0
for _, member in ipairs(redis.call('SRANDMEMBER', KEYS[3], ARGV[4])) do
  local name, device = string.match(member, '^(%S+) (%S+)$')
  if redis.call('HGET', KEYS[4] .. name, 'd:' .. device) == ARGV[1] then
    if redis.call('ZCOUNT', KEYS[5] .. name, string.format('(%.0f', now), '+inf') > 0 then
      redis.call('ZADD', KEYS[2], string.format('%.0f', now), '!' .. member)
      vanished = vanished + 1
    end
    redis.call('HDEL', KEYS[4] .. name, 'd:' .. device)
  end
  redis.call('SREM', KEYS[3], member)
end
local left = redis.call('SCARD', KEYS[3])
if left == 0 then
  redis.call('ZREM', KEYS[1], ARGV[1])
  redis.call('ZREM', KEYS[2], ARGV[3])
end
if vanished > 0 and lifetime < tonumber(ARGV[5]) then redis.call('PEXPIRE', KEYS[2], ARGV[5]) end
return { left, now, vanished }
