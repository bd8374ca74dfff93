-- Marks a device as attached to this edge and says, in the same instant, what it missed or, when it comes for the first time or from a
-- place that is not known (any more), which calls its user has open; and which of those hold the device for vanished. An edge that the
-- device was attached to until now gets word of it.
--
-- KEYS[1]  the user              hash (inbox.part.lua)
-- KEYS[2]  its inbox             stream (inbox.part.lua)
-- KEYS[3]  its open calls        zset: when the call is forgotten, ms since 1970
-- KEYS[4]  edges of the bucket   zset: end of the edge's lease, ms since 1970
-- KEYS[5]  a call's key          all of it but the id; those of the open calls are known only here, and carry the same tag
-- KEYS[6]  deadlines of the bucket  zset (deadlines-lease.lua)
-- KEYS[7]  watch over the bucket hash (deadlines-lease.lua)
-- KEYS[8]  devices of an edge    all of the key but the edge's id; set: name of the user, a space, device
-- ARGV[1]  this edge             id
-- ARGV[2]  added to the time     milliseconds; 0 but in tests
-- ARGV[3]  device                id
-- ARGV[4]  its place             cursor; empty when it has none
-- ARGV[5]  nonce of a new place  text
-- ARGV[6]  time to keep an entry milliseconds
-- ARGV[7]  time to keep a user   milliseconds
-- ARGV[8]  the edge's lease      milliseconds
-- ARGV[9]  channel of an edge    all of the name but the id
-- ARGV[10] name of the user      text, for the word
-- ARGV[11] the device in a call  user, escaped, slash, device
-- ARGV[12] its vanishing, among deadlines  member
-- ARGV[13] the edge among deadlines        member
-- Returns  code, store time in milliseconds, cursor, by code what follows, ids of the calls that hold the device for vanished
--           1 its place is known: what came after (XRANGE)
--           0 it has no place, -1 its place is not known: {field, value, …} for each open call
--@ clock.part.lua
--@ schema.part.lua
--@ inbox.part.lua
--@ inbox-after.part.lua
local now = store_time(tonumber(ARGV[2]))
local box = open_inbox(KEYS[1], KEYS[2], ARGV[1])
local open = redis.call('ZRANGEBYSCORE', KEYS[3], string.format('(%.0f', now), '+inf')
redis.call('ZCARD', KEYS[4])
redis.call('HLEN', KEYS[7])
local before = box.devices[ARGV[3]]
local lifetime = redis.call('PTTL', KEYS[6])
local held = KEYS[8] .. ARGV[1]
redis.call('SCARD', held)
if before then redis.call('SCARD', KEYS[8] .. before) end
local notify = before and before ~= ARGV[1] and tonumber(redis.call('ZSCORE', KEYS[4], before) or 0) > now

local missed = ARGV[4] ~= '' and entries_after(box.tail, KEYS[2], ARGV[4], now - ARGV[6], '+inf')
local calls, lost, away = {}, {}, {}
for _, id in ipairs(open) do
  if string.find(redis.call('HGET', KEYS[5] .. id, 'away') or '', ' ' .. ARGV[11] .. ' ', 1, true) then away[#away + 1] = id end
end
if not missed then
  for _, id in ipairs(open) do
    local call = redis.call('HGETALL', KEYS[5] .. id)
    if #call > 0 then calls[#calls + 1] = call else lost[#lost + 1] = id end
  end
end

local tail = box.tail
if tail == '' then tail = string.format('%.0f-0.%s', now, ARGV[5]) end
redis.call('HSET', KEYS[1], 'tail', tail, 'schema', box.schema, 'd:' .. ARGV[3], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[7])
if before and before ~= ARGV[1] then redis.call('SREM', KEYS[8] .. before, ARGV[10] .. ' ' .. ARGV[3]) end
redis.call('SADD', held, ARGV[10] .. ' ' .. ARGV[3])
redis.call('PEXPIRE', held, ARGV[7])
redis.call('ZREM', KEYS[6], ARGV[12])
redis.call('ZADD', KEYS[6], now + tonumber(ARGV[8]), ARGV[13])
if lifetime < tonumber(ARGV[7]) then redis.call('PEXPIRE', KEYS[6], ARGV[7]) end
redis.call('HSETNX', KEYS[7], 'seen', now)
redis.call('PEXPIRE', KEYS[7], ARGV[7])
if notify then redis.call('PUBLISH', ARGV[9] .. before, ARGV[10] .. ' ' .. ARGV[3] .. ' displaced\n') end
for _, id in ipairs(lost) do redis.call('ZREM', KEYS[3], id) end
redis.call('ZADD', KEYS[4], now + tonumber(ARGV[8]), ARGV[1])
redis.call('PEXPIRE', KEYS[4], ARGV[7])
if missed then return { 1, now, tail, missed, away } end
return { ARGV[4] == '' and 0 or -1, now, tail, calls, away }
