-- Renews an edge's lease in one bucket, and the marks of devices attached to it that were lost with the store's last writes.
--
-- KEYS[1]  edges of the bucket   zset: end of the edge's lease, ms since 1970
-- KEYS[2]  each user             hash (inbox.part.lua)
-- ARGV[1]  this edge             id
-- ARGV[2]  added to the time     milliseconds; 0 but in tests
-- ARGV[3]  the edge's lease      milliseconds
-- ARGV[4]  time to keep a user   milliseconds
-- ARGV[5]  for each user         count of devices, then the devices
-- Returns  0, store time in milliseconds, numbers of the users that had lost a mark (from 1), and {number of the user, device, …} of
--          those that are attached to another edge by now
--@ clock.part.lua
local now = store_time(tonumber(ARGV[2]))
redis.call('ZCARD', KEYS[1])
local at, lost, marks, known, elsewhere = 5, {}, {}, {}, {}
for i = 2, #KEYS do
  known[i] = redis.call('HEXISTS', KEYS[i], 'tail') == 1
  for j = at + 1, at + ARGV[at] do
    local holder = redis.call('HGET', KEYS[i], 'd:' .. ARGV[j])
    if not holder then
      lost[i - 1] = true
      if known[i] then marks[#marks + 1] = { KEYS[i], 'd:' .. ARGV[j] } end
    elseif holder ~= ARGV[1] then
      elsewhere[#elsewhere + 1] = i - 1
      elsewhere[#elsewhere + 1] = ARGV[j]
    end
  end
  at = at + ARGV[at] + 1
end

redis.call('ZADD', KEYS[1], now + tonumber(ARGV[3]), ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
redis.call('PEXPIRE', KEYS[1], ARGV[4])
for _, mark in ipairs(marks) do redis.call('HSET', mark[1], mark[2], ARGV[1]) end
for i = 2, #KEYS do redis.call('PEXPIRE', KEYS[i], ARGV[4]) end
local numbers = {}
for number in pairs(lost) do numbers[#numbers + 1] = number end
return { 0, now, numbers, elsewhere }
