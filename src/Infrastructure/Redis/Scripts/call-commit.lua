-- Writes a new call, or a change of one that nobody has changed since it was read, with all that goes with it: descriptions,
-- the events in inboxes, the users' lists of calls, the deadline, the record of the request; and sends word of the events.
-- Which changes are allowed is decided in Domain/Calls/CallRules.cs; here they become atomic: all is read and checked before the first write.
--
-- KEYS[1]   the call                       hash: version, state, invited, away (CallFields.cs), offer.<n>, answer.<n>; lists: names of lists of
--                                          candidates, in order, with a space between; of each trickle:<list> and tally:<list>
-- KEYS[2]   deadlines of the bucket        zset (deadlines-lease.lua)
-- KEYS[3]   edges of the bucket            zset: end of the edge's lease, ms since 1970
-- KEYS[4]   whom the caller rings: callee  string: call id
-- KEYS[5]   the same, the other way round  string: call id
-- KEYS[6]   calls of the caller            zset: begin, ms since 1970
-- KEYS[7]   open calls of the caller       zset: when the call is forgotten, ms since 1970
-- KEYS[8]   calls of the callee            zset, as KEYS[6]
-- KEYS[9]   open calls of the callee       zset, as KEYS[7]
-- KEYS[10]  calls of who left the call     zset; KEYS[8] again when nobody has
-- KEYS[11]  open calls of who left         zset; KEYS[9] again when nobody has
-- KEYS[12]  the caller rings who left      string; KEYS[4] again when nobody has
-- KEYS[13]  record of the request          string; KEYS[4] again when there is none
-- KEYS[14]  user of the device looked at   hash (inbox.part.lua); KEYS[4] again when no device is
-- KEYS[15]  each recipient's user          hash, and after each its inbox: stream (inbox.part.lua)
-- ARGV[1]   this edge                      id
-- ARGV[2]   channel of an edge             all of the name but the id
-- ARGV[3]   added to the time              milliseconds; 0 but in tests
-- ARGV[4]   not after                      milliseconds since 1970
-- ARGV[5]   call                           id
-- ARGV[6]   the call among deadlines       member
-- ARGV[7]   expected version               empty for a new call
-- ARGV[8]   next version                   counter and nonce
-- ARGV[9]   state                          JSON
-- ARGV[10]  devices invited                separated by commas; not looked at when ARGV[15] is not 0
-- ARGV[11]  phase                          ringing, connected or ended; same when it was connected and stays so
-- ARGV[12]  begin of the call              milliseconds since 1970
-- ARGV[13]  time to keep the call          milliseconds
-- ARGV[14]  time to the deadline           milliseconds; empty for none
-- ARGV[15]  who is invited by this         number of the recipient; 0 for nobody
-- ARGV[16]  whether someone left           0 or 1
-- ARGV[17]  open calls a user may have     count; looked at when the call is new
-- ARGV[18]  request                        what to remember of it; empty for none
-- ARGV[19]  time to keep the request       milliseconds
-- ARGV[20]  nonce of the entries           text
-- ARGV[21]  time to keep an entry          milliseconds
-- ARGV[22]  entries an inbox may hold      count
-- ARGV[23]  bytes an inbox may hold        bytes
-- ARGV[24]  time to keep a user            milliseconds
-- ARGV[25]  candidates to give out         name of their list, <offer>:<device>:<user, escaped>; empty for none
-- ARGV[26]  who gets them                  number of the recipient
-- ARGV[27]  which devices get them         filter
-- ARGV[28]  their event up to them         JSON
-- ARGV[29]  their event after them         JSON
-- ARGV[30]  the same, when complete        JSON
-- ARGV[31]  whose others are forgotten     user, escaped; empty for nobody
-- ARGV[32]  device looked at               id; empty for none
-- ARGV[33]  what it must be                1 attached, 0 not attached
-- ARGV[34]  four lists, each a count and so many times: name of a recipient · name and text of a new description or field ·
--           name of a dropped description · recipient (number), devices (filter), body (JSON) and description of an event
-- Returns   code, store time in milliseconds, and by code
--            1 written: devices invited, the lists of candidates {name, tally, candidates, …}, for each recipient
--              {cursor before, id of each entry}; the body of the candidates' event, or empty
--            0 no such call
--           -1 another version: {field, value, …}
--           -2 the callee rings the caller: id of that call
--           -3 a user has too many open calls
--           -4 too late
--           -5 done before: the record
--           -7 the device looked at is not what it must be
--@ clock.part.lua
--@ schema.part.lua
--@ inbox.part.lua
local now = store_time(tonumber(ARGV[3]))
local position = 33
local function take(size)
  local list = {}
  position = position + 1
  for i = 1, ARGV[position] * size do list[i] = ARGV[position + i] end
  position = position + #list
  return list
end
local names, added, dropped, events = take(1), take(2), take(1), take(4)

-- Read everything, each key by a command of its type.
local known = redis.call('HMGET', KEYS[1], 'version', 'lists')
local version = known[1]
local record = ARGV[18] ~= '' and redis.call('GET', KEYS[13])
local begins, ends, moves = ARGV[7] == '' or ARGV[15] ~= '0', ARGV[11] == 'ended', ARGV[11] ~= 'same'
local ringing = moves and redis.call('GET', KEYS[4])
local opposite = ARGV[15] ~= '0' and redis.call('GET', KEYS[5])
local rang = ARGV[16] == '1' and redis.call('GET', KEYS[12])
local attached = ARGV[32] ~= '' and (redis.call('HEXISTS', KEYS[14], 'd:' .. ARGV[32]) == 1 and '1' or '0')
local sizes, lifetimes = {}, {}
redis.call('ZCARD', KEYS[2])
lifetimes[2] = redis.call('PTTL', KEYS[2])
for i = 6, 9 do
  if begins or moves and i % 2 == 1 then sizes[i] = redis.call('ZCARD', KEYS[i]) end
  if begins or ends and i % 2 == 0 then lifetimes[i] = redis.call('PTTL', KEYS[i]) end
end
if ARGV[16] == '1' then
  redis.call('ZCARD', KEYS[10])
  redis.call('ZCARD', KEYS[11])
end
local described = { [''] = 0 } -- how large descriptions are: those that come with this, and older ones that an event brings along
for i = 1, #added, 2 do described[added[i]] = #added[i + 1] end
for i = 4, #events, 4 do described[events[i]] = described[events[i]] or redis.call('HSTRLEN', KEYS[1], events[i]) end
local boxes = {}
for i = 1, #names do boxes[i] = open_inbox(KEYS[13 + 2 * i], KEYS[14 + 2 * i], ARGV[1]) end
local invited = ARGV[10]
if ARGV[15] ~= '0' then
  local alive = {}
  for device, edge in pairs(boxes[tonumber(ARGV[15])].devices) do
    if tonumber(redis.call('ZSCORE', KEYS[3], edge) or 0) > now then alive[#alive + 1] = device end
  end
  invited = table.concat(alive, ',')
end

-- Refuse.
if now > tonumber(ARGV[4]) then return { -4, now } end
if record then return { -5, now, record } end
if version and version ~= ARGV[7] then return { -1, now, redis.call('HGETALL', KEYS[1]) } end
if not version and ARGV[7] ~= '' then return { 0, now } end
if attached and attached ~= ARGV[33] then return { -7, now } end
if ARGV[15] ~= '0' and opposite then return { -2, now, opposite } end
if ARGV[7] == '' then
  for i = 7, 9, 2 do
    if sizes[i] >= tonumber(ARGV[17]) and redis.call('ZCOUNT', KEYS[i], now, '+inf') >= tonumber(ARGV[17]) then return { -3, now } end
  end
end

-- The candidates that are given out, those that nobody needs any more, and those that stay.
local lists, fields = {}, {}
for list in string.gmatch(known[2] or '', '%S+') do
  lists[#lists + 1] = list
  fields[#fields + 1] = 'tally:' .. list
  fields[#fields + 1] = 'trickle:' .. list
end
local released, rest = '', {}
if #lists > 0 then
  local found, stay, forgotten = redis.call('HMGET', KEYS[1], unpack(fields)), {}, {}
  local own = string.match(ARGV[25], ':(.*)$')
  for _, name in ipairs(dropped) do forgotten[name] = true end
  for i, list in ipairs(lists) do
    local tally, given = found[2 * i - 1], found[2 * i]
    if list == ARGV[25] then
      local complete = string.sub(tally, -1) == '1'
      if given ~= '' or complete then released = ARGV[28] .. given .. (complete and ARGV[30] or ARGV[29]) end
    end
    local offer, place, user = string.match(list, '^(%d+):([^:]*:(.*))$')
    if forgotten['offer.' .. offer] or user == ARGV[31] and place ~= own then
      dropped[#dropped + 1] = fields[2 * i - 1]
      dropped[#dropped + 1] = fields[2 * i]
    else
      stay[#stay + 1] = list
      rest[#rest + 1] = list
      rest[#rest + 1] = tally
      rest[#rest + 1] = given
    end
  end
  if #stay < #lists then
    added[#added + 1] = 'lists'
    added[#added + 1] = table.concat(stay, ' ')
  end
end

-- Write. Nothing below can fail: every key has the type that is written to it, or does not exist.
local keep = tonumber(ARGV[13])
redis.call('HSET', KEYS[1], 'version', ARGV[8], 'state', ARGV[9], 'invited', invited, unpack(added)) -- first: what a full store refuses
if #dropped > 0 then redis.call('HDEL', KEYS[1], unpack(dropped)) end
redis.call('PEXPIRE', KEYS[1], ARGV[13])

-- A place among open calls is renewed until the call is connected: from then on it needs to last only to the end.
if moves then
  local end_of_keep = string.format('%.0f', now + keep)
  for i = 7, 9, 2 do
    if begins then redis.call('ZADD', KEYS[i - 1], ARGV[12], ARGV[5]) end
    if ends then redis.call('ZREM', KEYS[i], ARGV[5]) else redis.call('ZADD', KEYS[i], end_of_keep, ARGV[5]) end
  end
  if ARGV[11] == 'ringing' then redis.call('SET', KEYS[4], ARGV[5], 'PX', ARGV[13])
  elseif ringing == ARGV[5] then redis.call('DEL', KEYS[4]) end
end
if ARGV[16] == '1' then
  redis.call('ZREM', KEYS[10], ARGV[5])
  redis.call('ZREM', KEYS[11], ARGV[5])
  if rang == ARGV[5] then redis.call('DEL', KEYS[12]) end
end
if begins then
  for i = 6, 8, 2 do
    if sizes[i] >= 1000 then redis.call('ZREMRANGEBYRANK', KEYS[i], 0, -1001) end -- the oldest: no list goes on for ever
    if sizes[i + 1] > 0 then redis.call('ZREMRANGEBYSCORE', KEYS[i + 1], '-inf', now) end
  end
end
for i = 6, 9 do -- longer than the call: what changes between its begin and its end need not look at them
  if lifetimes[i] and lifetimes[i] < 1.5 * keep then redis.call('PEXPIRE', KEYS[i], 2 * keep) end
end

if ARGV[14] == '' then redis.call('ZREM', KEYS[2], ARGV[6])
else
  redis.call('ZADD', KEYS[2], string.format('%.0f', now + tonumber(ARGV[14])), ARGV[6])
  local longest = tonumber(ARGV[14]) + keep
  if lifetimes[2] < longest then redis.call('PEXPIRE', KEYS[2], longest) end
end
if ARGV[18] ~= '' then redis.call('SET', KEYS[13], ARGV[18], 'PX', ARGV[19]) end

local limits = inbox_limits(now, ARGV[21], ARGV[22], ARGV[23], ARGV[24])
for i = 1, #events, 4 do
  append(boxes[tonumber(events[i])], now, limits, ARGV[20], events[i + 1], events[i + 2], ARGV[5], events[i + 3], described[events[i + 3]])
end
if released ~= '' then append(boxes[tonumber(ARGV[26])], now, limits, ARGV[20], ARGV[27], released, ARGV[5], '', 0) end
local places = {}
for i, box in ipairs(boxes) do
  close_inbox(box, limits, ARGV[2], names[i])
  places[i] = { box.previous, unpack(box.ids) }
end
return { 1, now, invited, rest, places, released }
