-- Hands out calls whose deadline has passed, and puts them off so that no other edge gets them meanwhile. Only the commit that decides
-- a call removes its deadline (call-commit.lua).
--
-- KEYS[1]  deadlines of the bucket  zset: deadline, ms since 1970
-- ARGV[1]  added to the time        milliseconds; 0 but in tests
-- ARGV[2]  lease                    milliseconds
-- ARGV[3]  how many                 count
-- Returns  0, store time in milliseconds, the members
--@ clock.part.lua
local now = store_time(tonumber(ARGV[1]))
local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, ARGV[3])
for _, member in ipairs(due) do redis.call('ZADD', KEYS[1], now + tonumber(ARGV[2]), member) end
return { 0, now, due }
