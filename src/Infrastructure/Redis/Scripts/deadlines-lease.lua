-- Hands out what is due in a bucket, and puts it off so that no other edge gets it meanwhile: calls, which the commit that decides them
-- settles (call-commit.lua); devices that have vanished, until device-settle.lua; edges whose lease has ended, until edge-claim.lua.
-- It also notices that nobody could look for a while: then edges whose lease has ended meanwhile may still be there, and whoever was
-- waited for could not come back.
--
-- KEYS[1]  deadlines of the bucket  zset: when, ms since 1970; tenant:call, !tenant:user device, or #edge
-- KEYS[2]  watch over the bucket    hash: seen, when it was looked at last; back, when it was looked at again after a gap; ms since 1970
-- ARGV[1]  added to the time        milliseconds; 0 but in tests
-- ARGV[2]  lease                    milliseconds
-- ARGV[3]  how many                 count; 0 to look only
-- ARGV[4]  a gap                    milliseconds: not to have been looked at for longer
-- ARGV[5]  an edge's lease          milliseconds
-- ARGV[6]  time to keep the watch   milliseconds
-- Returns  0, store time in milliseconds, the members, when the last gap ended or empty, how many are due
--@ clock.part.lua
local now = store_time(tonumber(ARGV[1]))
local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, ARGV[3])
local count = redis.call('ZCOUNT', KEYS[1], '-inf', now)
local watch = redis.call('HMGET', KEYS[2], 'seen', 'back')
local seen, back = tonumber(watch[1] or now), tonumber(watch[2] or 0)
if redis.call('ZCARD', KEYS[1]) == 0 then
  if watch[1] then redis.call('DEL', KEYS[2]) end
  return { 0, now, {}, '', 0 }
end

local gap = now - seen > tonumber(ARGV[4])
if gap then
  back = now
  redis.call('HSET', KEYS[2], 'back', string.format('%.0f', back))
end
if gap or not watch[1] or now < seen or now - seen >= 1000 then
  redis.call('HSET', KEYS[2], 'seen', string.format('%.0f', now))
  redis.call('PEXPIRE', KEYS[2], ARGV[6])
end

local out = {}
for _, member in ipairs(due) do
  local later = now + tonumber(ARGV[2])
  if string.sub(member, 1, 1) == '#' and now < back + tonumber(ARGV[5]) then later = back + tonumber(ARGV[5])
  else out[#out + 1] = member end
  redis.call('ZADD', KEYS[1], string.format('%.0f', later), member)
end
return { 0, now, out, back > 0 and string.format('%.0f', back) or '', count }
