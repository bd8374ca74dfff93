-- Reads some of a user's calls, newest first; those of one millisecond by id, backwards. Forgets list entries whose call is gone.
-- The calls' keys are known only here; they carry the same tag as all others and begin with KEYS[3].
--
-- KEYS[1]  calls of the user       zset: begin, ms since 1970
-- KEYS[2]  open calls of the user  zset: when the call is forgotten, ms since 1970
-- KEYS[3]  a call's key            all of it but the id
-- ARGV[1]  added to the time       milliseconds; 0 but in tests
-- ARGV[2]  which                   all, open or ended
-- ARGV[3]  how many                count
-- ARGV[4]  begin of the last call of the page before  milliseconds since 1970, or +inf
-- ARGV[5]  its id                  empty for the first page
-- Returns  0, store time in milliseconds, {begin, {field, value, …}} for each call; one more than asked for when there are more
--@ clock.part.lua
local now = store_time(tonumber(ARGV[1]))
local wanted, found = tonumber(ARGV[3]) + 1, {}
redis.call('ZCARD', KEYS[2])
local from = 0
while #found < wanted do
  local page = redis.call('ZREVRANGEBYSCORE', KEYS[1], ARGV[4], '-inf', 'WITHSCORES', 'LIMIT', from, 100)
  if #page == 0 then break end
  for i = 1, #page, 2 do
    local id, begin = page[i], page[i + 1]
    from = from + 1
    if begin ~= ARGV[4] or id < ARGV[5] then
      local open = redis.call('ZSCORE', KEYS[2], id)
      if ARGV[2] == 'all' or (ARGV[2] == 'open') == (open and true or false) then
        local call = redis.call('HGETALL', KEYS[3] .. id)
        if #call == 0 then
          redis.call('ZREM', KEYS[1], id)
          redis.call('ZREM', KEYS[2], id)
          from = from - 1
        else
          found[#found + 1] = { begin, call }
          if #found == wanted then break end
        end
      end
    end
  end
end
return { 0, now, found }
