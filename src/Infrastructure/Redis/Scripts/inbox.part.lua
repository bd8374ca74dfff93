-- Part of the scripts that write to inboxes. An entry of an inbox holds, in this order:
--   p  the cursor before it; empty for the first ever      n  its nonce        d  devices that get it     b  body, JSON
--   c  call id                                             r  description, as offer.1, or empty           s  bytes written before it
-- The bytes of an entry are those of its body and, as they are sent with it, of its description: a description comes with one event only.
-- A user's hash holds: tail, the cursor of the newest entry; bytes, written in all;
-- trimmed, written before the oldest entry that was looked at; d:<device>, the edge it is attached to; schema (schema.part.lua).

-- open_inbox(user, inbox, edge)  all that has to be known before anything is written; fails on a key of another type.
-- edge: the one that writes, and needs no word
local function open_inbox(user, inbox, edge)
  local box = { user = user, inbox = inbox, edge = edge, tail = '', bytes = 0, trimmed = 0, devices = {}, others = false, entries = {}, ids = {} }
  local hash = redis.call('HGETALL', user)
  for i = 1, #hash, 2 do
    local name, value = hash[i], hash[i + 1]
    if name == 'tail' then box.tail = value
    elseif name == 'schema' then box.schema_found = value
    elseif name == 'bytes' then box.bytes = tonumber(value)
    elseif name == 'trimmed' then box.trimmed = tonumber(value)
    elseif string.sub(name, 1, 2) == 'd:' then
      box.devices[string.sub(name, 3)] = value
      box.others = box.others or value ~= edge
    end
  end
  box.schema = schema_of(box.schema_found, inbox_begun, inbox_known)
  -- Nothing stands behind the tail, unless the user's hash was lost and its inbox was not; no entry could be added before what does.
  local place = string.match(box.tail, '^(%d+%-%d+)')
  if not place or #redis.call('XRANGE', inbox, '(' .. place, '+', 'COUNT', 1) > 0 then
    local newest = redis.call('XREVRANGE', inbox, '+', '-', 'COUNT', 1)[1]
    place = newest and newest[1] or '0-0'
  end
  local ms, sequence = string.match(place, '^(%d+)%-(%d+)$')
  box.ms, box.sequence = tonumber(ms), tonumber(sequence)
  box.before = box.ms
  box.previous = box.tail
  return box
end

-- inbox_limits(now, keep, events, bytes, user_keep)  how much is kept: milliseconds, counts, bytes, milliseconds
local function inbox_limits(now, keep, events, bytes, user_keep)
  keep = tonumber(keep)
  return { keep = keep, oldest = string.format('%.0f', math.max(0, now - keep + 1)), events = tonumber(events), bytes = tonumber(bytes), user_keep = user_keep }
end

-- append(box, now, limits, nonce, devices, body, call, ref, described)  writes one entry, and drops those that are too old
-- described: bytes of the description
local function append(box, now, limits, nonce, devices, body, call, ref, described)
  -- Places only ever grow, also when the clock was set back.
  if now > box.ms then box.ms, box.sequence = now, 0 else box.sequence = box.sequence + 1 end
  local id = string.format('%.0f-%.0f', box.ms, box.sequence)
  redis.call('XADD', box.inbox, 'MINID', '=', limits.oldest, id,
    'p', box.tail, 'n', nonce, 'd', devices, 'b', body, 'c', call, 'r', ref, 's', string.format('%.0f', box.bytes))
  box.tail = id .. '.' .. nonce
  box.bytes = box.bytes + #body + described
  box.ids[#box.ids + 1] = id
  if box.others then box.entries[#box.entries + 1] = table.concat({ box.tail, devices, call, ref, #body }, ' ') .. '\n' .. body .. '\n' end
end

-- close_inbox(box, limits, channel, name)  trims by limits, and sends word of what was added to the other edges that hold a device of
-- the user; name: how the user is called in it
local function close_inbox(box, limits, channel, name)
  if #box.ids == 0 then return end

  local count = redis.call('XLEN', box.inbox)
  if count > limits.events then redis.call('XTRIM', box.inbox, 'MAXLEN', '=', limits.events); count = limits.events end
  while count > 1 and box.bytes - box.trimmed > limits.bytes do
    local oldest = redis.call('XRANGE', box.inbox, '-', '+', 'COUNT', 1)[1]
    box.trimmed = tonumber(oldest[2][14])
    if box.bytes - box.trimmed > limits.bytes then
      redis.call('XDEL', box.inbox, oldest[1])
      count = count - 1
    end
  end
  redis.call('HSET', box.user, 'tail', box.tail, 'bytes', string.format('%.0f', box.bytes), 'trimmed', string.format('%.0f', box.trimmed), 'schema', box.schema)
  -- Lifetimes are renewed four times in that of an entry, and made so much longer. Entries that are too old are never read.
  local quarter = limits.keep / 4
  if box.previous == '' or count == #box.ids or math.floor(box.before / quarter) ~= math.floor(box.ms / quarter) then
    redis.call('PEXPIRE', box.inbox, math.ceil(limits.keep + quarter))
    redis.call('PEXPIRE', box.user, limits.user_keep)
  end
  if box.previous == '' or not box.others then return end -- nobody can stand in an inbox that had no place

  local word, told = nil, { [box.edge] = true }
  for _, other in pairs(box.devices) do
    if not told[other] then
      told[other] = true
      word = word or (name .. ' ' .. box.previous .. '\n' .. table.concat(box.entries))
      redis.call('PUBLISH', channel .. other, word)
    end
  end
end
