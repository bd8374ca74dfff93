-- Part of the scripts that read inboxes.
-- entries_after(tail, inbox, cursor, oldest, limit)  what came after cursor; nil when that place is not known. A place is known when it
-- is the end of the inbox, or the one that the next entry remembers as the one before it: entries before it may be gone, none after.
-- tail: the end; oldest: milliseconds since 1970 up to which entries are too old; limit: at most so many, or +inf
local function entries_after(tail, inbox, cursor, oldest, limit)
  if cursor == tail then return {} end
  local ms, sequence = string.match(cursor, '^(%d+)%-(%d+)%.')
  local from = '(' .. ms .. '-' .. sequence
  if tonumber(ms) < oldest + 1 then from = string.format('%.0f', oldest + 1) end
  local entries
  if limit == '+inf' then entries = redis.call('XRANGE', inbox, from, '+') else entries = redis.call('XRANGE', inbox, from, '+', 'COUNT', limit) end
  if entries[1] and entries[1][2][2] == cursor then return entries end
  return nil
end
