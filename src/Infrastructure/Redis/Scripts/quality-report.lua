-- Takes what one side of a call reports of its media path and quality, if nobody has changed the call since it was read; the version stays.
-- A path of a lower number than the one known changes nothing, and neither does a sample that is known or too old to be told from known
-- ones. When the path is another than before, the two sides are told. Who may report is decided in Domain/Quality/QualityRules.cs.
--
-- KEYS[1]   the call                       hash (call-commit.lua)
-- KEYS[2]   what the side has reported     hash: sequence, word and path, the newest report of its path; top, the highest number of a sample;
--                                          s:<number modulo samples kept>, each a sample as <number> <JSON>; t:<name>, its tallies;
--                                          minute and reports, how many came in the last minute that any came in; schema (schema.part.lua)
-- KEYS[3]   each recipient's user          hash, and after each its inbox: stream (inbox.part.lua)
-- ARGV[1]   this edge                      id
-- ARGV[2]   channel of an edge             all of the name but the id
-- ARGV[3]   added to the time              milliseconds; 0 but in tests
-- ARGV[4]   not after                      milliseconds since 1970
-- ARGV[5]   call                           id
-- ARGV[6]   expected version               counter and nonce
-- ARGV[7]   reports in a minute            count
-- ARGV[8]   samples kept                   count
-- ARGV[9]   number of the path's report    0 for none
-- ARGV[10]  the path in one word           text
-- ARGV[11]  the path's report              JSON
-- ARGV[12]  nonce of the entries           text
-- ARGV[13]  time to keep an entry          milliseconds
-- ARGV[14]  entries an inbox may hold      count
-- ARGV[15]  bytes an inbox may hold        bytes
-- ARGV[16]  time to keep a user            milliseconds
-- ARGV[17]  three lists, each a count and so many times: name of a recipient · recipient (number), devices (filter) and body (JSON) of an
--           event · number, JSON and terms of a sample, each term a name, = (sum) or > (greater of the two), and a value
-- Returns   code, store time in milliseconds, and by code
--            1 taken: samples that were new, 1 if the path is another, for each recipient {cursor before, id of each entry}
--            0 no such call
--           -1 another version: {field, value, …}
--           -3 too many reports
--           -4 too late
--@ clock.part.lua
--@ schema.part.lua
--@ inbox.part.lua
local now = store_time(tonumber(ARGV[3]))
local position = 16
local function take(size)
  local list = {}
  position = position + 1
  for i = 1, ARGV[position] * size do list[i] = ARGV[position + i] end
  position = position + #list
  return list
end
local names, events, samples = take(1), take(3), take(3)

-- Read everything.
local version = redis.call('HGET', KEYS[1], 'version')
local life = redis.call('PTTL', KEYS[1])
local known = redis.call('HMGET', KEYS[2], 'minute', 'reports', 'sequence', 'word', 'top', 'schema')
local schema = schema_of(known[6], reports_begun, reports_known)
local kept, top = tonumber(ARGV[8]), tonumber(known[5] or 0)
local slots, tallies = {}, {}
for i = 1, #samples, 3 do
  local slot = 's:' .. samples[i] % kept
  slots[slot] = tonumber(string.match(redis.call('HGET', KEYS[2], slot) or '', '^%d+') or 0)
  for name in string.gmatch(samples[i + 2], '%a+') do
    tallies[name] = tallies[name] or tonumber(redis.call('HGET', KEYS[2], 't:' .. name) or 0)
  end
end
local newer = tonumber(ARGV[9]) > tonumber(known[3] or 0)
local changed = newer and known[4] ~= ARGV[10]
local boxes = {}
if changed then
  for at = 3, #KEYS, 2 do boxes[#boxes + 1] = open_inbox(KEYS[at], KEYS[at + 1], ARGV[1]) end
end
local minute = string.format('%.0f', math.floor(now / 60000))
local reports = known[1] == minute and tonumber(known[2]) or 0

if now > tonumber(ARGV[4]) then return { -4, now } end
if not version then return { 0, now } end
if version ~= ARGV[6] then return { -1, now, redis.call('HGETALL', KEYS[1]) } end
if reports >= tonumber(ARGV[7]) then return { -3, now } end

-- What is new.
local fields, counted = { 'schema', schema, 'minute', minute, 'reports', reports + 1 }, 0
local function set(name, value)
  fields[#fields + 1] = name
  fields[#fields + 1] = value
end
if newer then
  set('sequence', ARGV[9])
  set('word', ARGV[10])
  set('path', ARGV[11])
end
for i = 1, #samples, 3 do
  local number = tonumber(samples[i])
  local slot = 's:' .. number % kept
  if number > top - kept and number > slots[slot] then
    counted = counted + 1
    slots[slot] = number
    top = math.max(top, number)
    set(slot, samples[i] .. ' ' .. samples[i + 1])
    for name, how, value in string.gmatch(samples[i + 2], '(%a+)([=>])(%S+)') do
      tallies[name] = how == '=' and tallies[name] + tonumber(value) or math.max(tallies[name], tonumber(value))
    end
  end
end
if counted > 0 then
  set('top', top)
  for name, value in pairs(tallies) do set('t:' .. name, string.format('%.17g', value)) end
end

-- Write. It is kept no longer than the call would be if nothing happened to it any more.
redis.call('HSET', KEYS[2], unpack(fields))
redis.call('PEXPIRE', KEYS[2], math.max(life, 1))
local places = {}
if changed then
  local limits = inbox_limits(now, ARGV[13], ARGV[14], ARGV[15], ARGV[16])
  for i = 1, #events, 3 do append(boxes[tonumber(events[i])], now, limits, ARGV[12], events[i + 1], events[i + 2], ARGV[5], '', 0) end
  for i, box in ipairs(boxes) do
    close_inbox(box, limits, ARGV[2], names[i])
    places[i] = { box.previous, unpack(box.ids) }
  end
end
return { 1, now, counted, changed and 1 or 0, places }
