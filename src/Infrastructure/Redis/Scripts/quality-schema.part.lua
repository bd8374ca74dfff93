-- Part of the scripts that look at what a side of a call has reported. Its hash has a form, and that a number: the field schema, 1 where there
-- is none. It stands for the fields and for what is in them, such as the names in a sample and what a tally adds up. As with inboxes
-- (schema.part.lua), another form comes in two releases, and an edge that does not know the form refuses before it writes anything.
local quality_begun, quality_known = 1, 1
-- quality_schema(field)  the number of the form to write
local function quality_schema(field)
  local schema = math.max(tonumber(field or 1), quality_begun)
  if schema > quality_known then error('SCHEMA_NEWER ' .. schema) end
  return schema
end
