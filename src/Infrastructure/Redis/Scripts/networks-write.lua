-- Stores, changes or deletes one of a tenant's networks or trunks, if nobody has changed any of them since they were read, and says which network
-- is live. What is allowed is decided in Domain/Network/Storage/ShelfRules.cs. What it writes does not expire: it is deleted by whoever stored it.
--
-- KEYS[1]  the shelf            hash: version; schema (schema.part.lua); live: id, missing for none; of each <kind>:<id>: version, changed at (ms since 1970), bytes
-- KEYS[2]  its texts            hash: <kind>:<id> → JSON
-- ARGV[1]  added to the time    milliseconds; 0 but in tests
-- ARGV[2]  not after            milliseconds since 1970
-- ARGV[3]  expected version     counter and nonce; empty for an empty shelf
-- ARGV[4]  next version         counter and nonce
-- ARGV[5]  the document         <kind>:<id>
-- ARGV[6]  its text             JSON; empty deletes it
-- ARGV[7]  the live network     id; empty for none
-- ARGV[8]  no longer live       network:<id>; empty for none
-- Returns  code, store time in milliseconds
--           1 written
--          -1 another version
--          -4 too late
--@ clock.part.lua
--@ schema.part.lua
local now = store_time(tonumber(ARGV[1]))
local version, found = unpack(redis.call('HMGET', KEYS[1], 'version', 'schema'))
local schema = schema_of(found, shelf_begun, shelf_known)
local replaced = ARGV[8] ~= '' and redis.call('HGET', KEYS[1], ARGV[8])
redis.call('HLEN', KEYS[2])

if now > tonumber(ARGV[2]) then return { -4, now } end
if (version or '') ~= ARGV[3] then return { -1, now } end

if replaced then
  redis.call('HSET', KEYS[1], ARGV[8], (string.gsub(replaced, '^%S+', ARGV[4], 1)))
end
if ARGV[6] == '' then
  redis.call('HDEL', KEYS[1], ARGV[5])
  redis.call('HDEL', KEYS[2], ARGV[5])
else
  redis.call('HSET', KEYS[1], ARGV[5], string.format('%s %.0f %d', ARGV[4], now, #ARGV[6]))
  redis.call('HSET', KEYS[2], ARGV[5], ARGV[6])
end
if ARGV[7] == '' then
  redis.call('HDEL', KEYS[1], 'live')
else
  redis.call('HSET', KEYS[1], 'live', ARGV[7])
end
redis.call('HSET', KEYS[1], 'version', ARGV[4], 'schema', schema)
return { 1, now }
