-- Reads what came after a place in an inbox.
--
-- KEYS[1]  the user              hash (inbox.part.lua)
-- KEYS[2]  its inbox             stream (inbox.part.lua)
-- ARGV[1]  added to the time     milliseconds; 0 but in tests
-- ARGV[2]  the place             cursor
-- ARGV[3]  how many              count
-- ARGV[4]  time to keep an entry milliseconds
-- Returns  code, store time in milliseconds, and by code
--           1 the place is known: what came after (XRANGE)
--          -1 the place is not known
--@ clock.part.lua
--@ schema.part.lua
--@ inbox-after.part.lua
local now = store_time(tonumber(ARGV[1]))
local user = redis.call('HMGET', KEYS[1], 'tail', 'schema')
schema_of(user[2], inbox_begun, inbox_known)
local entries = entries_after(user[1], KEYS[2], ARGV[2], now - ARGV[4], ARGV[3])
if entries then return { 1, now, entries } end
return { -1, now }
