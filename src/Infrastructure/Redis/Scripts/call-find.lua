-- Reads a call, and what is remembered of a request. The deadline of a call that is gone goes too.
--
-- KEYS[1]  the call               hash (call-commit.lua)
-- KEYS[2]  record of the request  string; the same as KEYS[1] when there is none
-- KEYS[3]  deadlines of the bucket  zset (deadlines-lease.lua)
-- ARGV[1]  added to the time      milliseconds; 0 but in tests
-- ARGV[2]  the call among deadlines  member
-- ARGV[3]  whether a request is asked for  0 or 1
-- Returns  0, store time in milliseconds, {field, value, …} (empty: no such call), the record or empty
--@ clock.part.lua
local now = store_time(tonumber(ARGV[1]))
local call = redis.call('HGETALL', KEYS[1])
local record = ARGV[3] == '1' and redis.call('GET', KEYS[2])
if #call == 0 then redis.call('ZREM', KEYS[3], ARGV[2]) end
return { 0, now, call, record or '' }
