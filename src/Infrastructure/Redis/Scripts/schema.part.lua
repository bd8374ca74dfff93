-- Part of the scripts that look into inboxes. What a user's hash and inbox hold has a form, and that a number: the field schema of the hash,
-- 1 where there is none. A field that is added, renamed or left out makes another form, which comes in two releases: the first reads and
-- writes it where it finds it, the second begins it. An edge that does not know the form refuses before it writes anything.
local schema_begun, schema_known = 1, 1
-- schema_of(field)  the number of the form to write
local function schema_of(field)
  local schema = math.max(tonumber(field or 1), schema_begun)
  if schema > schema_known then error('SCHEMA_NEWER ' .. schema) end
  return schema
end
