-- Part of the scripts that look at the time. The only clock is Redis' own.
-- store_time(shift)  milliseconds since 1970; shift: milliseconds to add, 0 but in tests
local function store_time(shift)
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000) + shift
end
