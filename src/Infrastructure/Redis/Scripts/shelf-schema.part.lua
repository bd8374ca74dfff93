-- Part of the scripts that look at a tenant's networks. What the shelf and its texts hold has a form, and that a number: the field schema of
-- the shelf, 1 where there is none. As with inboxes (schema.part.lua), another form comes in two releases, and an edge that does not know the
-- form refuses before it writes anything: it would leave out of a document what it does not know.
local shelf_begun, shelf_known = 1, 1
-- shelf_schema(field)  the number of the form to write
local function shelf_schema(field)
  local schema = math.max(tonumber(field or 1), shelf_begun)
  if schema > shelf_known then error('SCHEMA_NEWER ' .. schema) end
  return schema
end
