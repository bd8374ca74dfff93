-- Renews an edge's lease in one bucket, and the marks of devices attached to it that others took for gone, or that were lost with the
-- store's last writes.
--
-- KEYS[1]  edges of the bucket   zset: end of the edge's lease, ms since 1970
-- KEYS[2]  deadlines of the bucket  zset (deadlines-lease.lua)
-- KEYS[3]  devices of this edge  set: name of the user, a space, device
-- KEYS[4]  each user             hash (inbox.part.lua)
-- ARGV[1]  this edge             id
-- ARGV[2]  added to the time     milliseconds; 0 but in tests
-- ARGV[3]  the edge's lease      milliseconds
-- ARGV[4]  time to keep a user   milliseconds
-- ARGV[5]  the edge among deadlines  member
-- ARGV[6]  for each user         name, count of devices, then the devices
-- Returns  whether its lease had ended, store time in milliseconds, {number of the user (from 1), device, …} of those that had lost their
--          mark, the same of those that are attached to another edge by now
--@ clock.part.lua
local now = store_time(tonumber(ARGV[2]))
local over = tonumber(redis.call('ZSCORE', KEYS[1], ARGV[1]) or 0) <= now
local lifetime = redis.call('PTTL', KEYS[2])
redis.call('ZCARD', KEYS[2])
redis.call('SCARD', KEYS[3])
local at, lost, marks, held, elsewhere = 6, {}, {}, {}, {}
for i = 4, #KEYS do
  local known, name = redis.call('HEXISTS', KEYS[i], 'tail') == 1, ARGV[at]
  for j = at + 2, at + 1 + ARGV[at + 1] do
    local holder = redis.call('HGET', KEYS[i], 'd:' .. ARGV[j])
    if holder and holder ~= ARGV[1] then
      elsewhere[#elsewhere + 1] = i - 3
      elsewhere[#elsewhere + 1] = ARGV[j]
    else
      held[#held + 1] = name .. ' ' .. ARGV[j]
      if not holder then
        lost[#lost + 1] = i - 3
        lost[#lost + 1] = ARGV[j]
        if known then marks[#marks + 1] = { KEYS[i], 'd:' .. ARGV[j], held[#held] } end
      end
    end
  end
  at = at + ARGV[at + 1] + 2
end

redis.call('ZADD', KEYS[1], now + tonumber(ARGV[3]), ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
redis.call('PEXPIRE', KEYS[1], ARGV[4])
redis.call('ZADD', KEYS[2], now + tonumber(ARGV[3]), ARGV[5])
if lifetime < tonumber(ARGV[4]) then redis.call('PEXPIRE', KEYS[2], ARGV[4]) end
for _, mark in ipairs(marks) do
  redis.call('HSET', mark[1], mark[2], ARGV[1])
  redis.call('ZREM', KEYS[2], '!' .. mark[3])
end
for _, member in ipairs(held) do redis.call('SADD', KEYS[3], member) end
redis.call('PEXPIRE', KEYS[3], ARGV[4])
for i = 4, #KEYS do redis.call('PEXPIRE', KEYS[i], ARGV[4]) end
return { over and 1 or 0, now, lost, elsewhere }
