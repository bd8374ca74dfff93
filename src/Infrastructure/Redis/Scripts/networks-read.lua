-- Reads what a tenant keeps of networks: the shelf without texts, and the texts asked for. Nothing of it when it still is what the edge knows.
--
-- KEYS[1]  the shelf            hash (networks-write.lua)
-- KEYS[2]  its texts            hash (networks-write.lua)
-- ARGV[1]  added to the time    milliseconds; 0 but in tests
-- ARGV[2]  known version        counter and nonce; empty for none
-- ARGV[3]  text asked for       <kind>:<id>; live for the live network's; empty for none
-- ARGV[4]  whether all trunks' texts are asked for as well  0 or 1
-- Returns  code, store time in milliseconds, and by code
--           0 {field, value, …} of the shelf, {<kind>:<id>, text, …} as far as they exist
--           1 the known version
--@ clock.part.lua
--@ schema.part.lua
local now = store_time(tonumber(ARGV[1]))
local version, schema = unpack(redis.call('HMGET', KEYS[1], 'version', 'schema'))
schema_of(schema, shelf_begun, shelf_known)
if version and version == ARGV[2] then return { 1, now } end

local shelf = redis.call('HGETALL', KEYS[1])
local asked, live = {}, nil
for i = 1, #shelf, 2 do
  if shelf[i] == 'live' then live = 'network:' .. shelf[i + 1] end
  if ARGV[4] == '1' and string.sub(shelf[i], 1, 6) == 'trunk:' then asked[#asked + 1] = shelf[i] end
end
local one = ARGV[3] == 'live' and live or ARGV[3]
if one and one ~= '' and one ~= 'live' then asked[#asked + 1] = one end

local texts = {}
for _, field in ipairs(asked) do
  local text = redis.call('HGET', KEYS[2], field)
  if text then
    texts[#texts + 1] = field
    texts[#texts + 1] = text
  end
end
return { 0, now, shelf, texts }
