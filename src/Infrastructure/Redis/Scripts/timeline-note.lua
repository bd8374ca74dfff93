-- Adds a line to a call's timeline beside its events; the call's version stays, and so does the time it is kept for.
--
-- KEYS[1]  the call            hash (call-commit.lua); notes: how many there have been; of each note.<number>: lines
-- ARGV[1]  added to the time   milliseconds; 0 but in tests
-- ARGV[2]  the line            JSON
-- ARGV[3]  notes that are kept count
-- Returns  code, store time in milliseconds
--           1 written
--           0 no such call
--@ clock.part.lua
local now = store_time(tonumber(ARGV[1]))
if redis.call('HEXISTS', KEYS[1], 'version') == 0 then return { 0, now } end

local number = redis.call('HINCRBY', KEYS[1], 'notes', 1)
redis.call('HSET', KEYS[1], 'note.' .. number, ARGV[2])
redis.call('HDEL', KEYS[1], 'note.' .. (number - tonumber(ARGV[3])))
return { 1, now }
