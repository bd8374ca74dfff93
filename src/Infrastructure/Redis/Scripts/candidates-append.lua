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
-- ARGV[7]   list                           <offer>:<device>:<user, escaped>
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
--            1 written: the lists of candidates {name, tally, candidates, …}, {cursor before, id of the entry}
--            0 no such call
--           -1 another version: {field, value, …}
--           -3 too many candidates
--           -4 too late
--           -5 done before: the record
--           -6 too many devices
--@ clock.part.lua
--@ schema.part.lua
--@ inbox.part.lua
local now = store_time(tonumber(ARGV[3]))
local offer = string.match(ARGV[7], '^%d+')
local known = redis.call('HMGET', KEYS[1], 'version', 'lists')
local described = redis.call('HEXISTS', KEYS[1], 'offer.' .. offer) == 1
local record = ARGV[12] ~= '' and redis.call('GET', KEYS[2])
local box = KEYS[3] and open_inbox(KEYS[3], KEYS[4], ARGV[1])

if now > tonumber(ARGV[4]) then return { -4, now } end
if record then return { -5, now, record } end
if not known[1] then return { 0, now } end
if known[1] ~= ARGV[6] then return { -1, now, redis.call('HGETALL', KEYS[1]) } end

-- A tally is: how many candidates, whether they are complete.
local lists, fields, of_offer, own = {}, {}, 0, nil
for list in string.gmatch(known[2] or '', '%S+') do
  lists[#lists + 1] = list
  fields[#fields + 1] = 'tally:' .. list
  fields[#fields + 1] = 'trickle:' .. list
  if string.match(list, '^%d+') == offer then of_offer = of_offer + 1 end
  if list == ARGV[7] then own = #lists end
end
local found = #lists > 0 and redis.call('HMGET', KEYS[1], unpack(fields)) or {}
local count, complete = string.match(own and found[2 * own - 1] or '0 0', '^(%d+) (%d)$')
local given = own and found[2 * own] or ''
count = count + ARGV[9]
if count > tonumber(ARGV[11]) then return { -3, now } end
if not own and of_offer > tonumber(ARGV[23]) then return { -6, now } end
if ARGV[10] == '1' then complete = '1' end
if given ~= '' and ARGV[8] ~= '' then given = given .. ',' end

-- Late ones of an older offer, whose description is gone, are told but not kept.
if described then
  local at = own or #lists + 1
  lists[at], found[2 * at - 1], found[2 * at] = ARGV[7], string.format('%.0f %s', count, complete), given .. ARGV[8]
  redis.call('HSET', KEYS[1], 'tally:' .. ARGV[7], found[2 * at - 1], 'trickle:' .. ARGV[7], found[2 * at], 'lists', table.concat(lists, ' '))
end
if ARGV[12] ~= '' then redis.call('SET', KEYS[2], ARGV[12], 'PX', ARGV[13]) end
local place = {}
if box then
  local limits = inbox_limits(now, ARGV[15], ARGV[16], ARGV[17], ARGV[18])
  append(box, now, limits, ARGV[14], ARGV[20], ARGV[21], ARGV[5], ARGV[22], 0)
  close_inbox(box, limits, ARGV[2], ARGV[19])
  place = { box.previous, unpack(box.ids) }
end

local all = {}
for i, list in ipairs(lists) do
  all[#all + 1] = list
  all[#all + 1] = found[2 * i - 1]
  all[#all + 1] = found[2 * i]
end
return { 1, now, all, place }
