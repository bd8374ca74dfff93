-- Adds candidates of one device for one offer to a call that nobody has changed since it was read; the version stays. Tells the other
-- side, unless the candidates are held because the device only rings (Domain/Calls/CandidateRules.cs).
--
-- KEYS[1]   the call                       hash (call-commit.lua)
-- KEYS[2]   record of the request          string; the same as KEYS[1] when there is none
-- KEYS[3]   the recipient's user           hash; left out with KEYS[4] when nobody is told
-- KEYS[4]   the recipient's inbox          stream (inbox.part.lua)
-- ARGV[1]   this edge                      id
-- ARGV[2]   channel of an edge             all of the name but the id
-- ARGV[3]   added to the time              milliseconds; 0 but in tests
-- ARGV[4]   not after                      milliseconds since 1970
-- ARGV[5]   call                           id
-- ARGV[6]   expected version               counter and nonce
-- ARGV[7]   list                           <offer>:<device>:<user>
-- ARGV[8]   candidates                     JSON objects separated by commas
-- ARGV[9]   how many they are              count
-- ARGV[10]  whether no more will come      0 or 1
-- ARGV[11]  candidates a list may hold     count
-- ARGV[12]  request                        what to remember of it; empty for none
-- ARGV[13]  time to keep the request       milliseconds
-- ARGV[14]  nonce of the entry             text
-- ARGV[15]  time to keep an entry          milliseconds
-- ARGV[16]  entries an inbox may hold      count
-- ARGV[17]  bytes an inbox may hold        bytes
-- ARGV[18]  time to keep a user            milliseconds
-- ARGV[19]  name of the recipient          text
-- ARGV[20]  which devices are told         filter
-- ARGV[21]  the event                      JSON
-- ARGV[22]  its description                as offer.1, or empty
-- ARGV[23]  devices of the callee          count; so many and the caller's may have a list for one offer
-- Returns   code, store time in milliseconds, and by code
--            1 written: the call {field, value, …}, {cursor before, id of the entry}
--            0 no such call
--           -1 another version: {field, value, …}
--           -3 too many candidates
--           -4 too late
--           -5 done before: the record
--           -6 too many devices
--@ clock.part.lua
--@ inbox.part.lua
local now = store_time(tonumber(ARGV[3]))
local stored = redis.call('HGETALL', KEYS[1])
local call = {}
for i = 1, #stored, 2 do call[stored[i]] = stored[i + 1] end
local record = ARGV[12] ~= '' and redis.call('GET', KEYS[2])
local box = KEYS[3] and open_inbox(KEYS[3], KEYS[4])

if now > tonumber(ARGV[4]) then return { -4, now } end
if record then return { -5, now, record } end
if not call.version then return { 0, now } end
if call.version ~= ARGV[6] then return { -1, now, stored } end

-- A tally is: which list of the call it is, how many candidates, whether they are complete.
local known, given = call['tally:' .. ARGV[7]], call['trickle:' .. ARGV[7]] or ''
local order, count, complete = string.match(known or '', '^(%d+) (%d+) (%d)$')
order, count = order or call.lists or '0', tonumber(count or 0) + tonumber(ARGV[9])
if count > tonumber(ARGV[11]) then return { -3, now } end
if not known then
  local lists, offer = 0, 'tally:' .. string.match(ARGV[7], '^%d+:')
  for name in pairs(call) do
    if name:sub(1, #offer) == offer then lists = lists + 1 end
  end
  if lists > tonumber(ARGV[23]) then return { -6, now } end
end
if ARGV[10] == '1' then complete = '1' end
if given ~= '' and ARGV[8] ~= '' then given = given .. ',' end

local changed = { 'tally:' .. ARGV[7], order .. ' ' .. count .. ' ' .. (complete or '0'), 'trickle:' .. ARGV[7], given .. ARGV[8] }
if not known then
  changed[5] = 'lists'
  changed[6] = order + 1
end
-- Late ones of an older offer, whose description is gone, are told but not kept.
if call['offer.' .. string.match(ARGV[7], '^%d+')] then redis.call('HSET', KEYS[1], unpack(changed)) else changed = {} end
if ARGV[12] ~= '' then redis.call('SET', KEYS[2], ARGV[12], 'PX', ARGV[13]) end
local place = {}
if box then
  local limits = { keep = tonumber(ARGV[15]), events = tonumber(ARGV[16]), bytes = tonumber(ARGV[17]), user_keep = ARGV[18] }
  append(box, now, limits.keep, ARGV[14], ARGV[20], ARGV[21], ARGV[5], ARGV[22])
  close_inbox(box, limits, ARGV[1], ARGV[2], ARGV[19])
  place = { box.previous, unpack(box.ids) }
end

for i = 1, #changed, 2 do call[changed[i]] = changed[i + 1] end
local all = {}
for name, value in pairs(call) do
  all[#all + 1] = name
  all[#all + 1] = tostring(value)
end
return { 1, now, all, place }
