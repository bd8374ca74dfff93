-- Part of the scripts that look at what is stored in a form: a user's hash with its inbox, a tenant's shelf with its texts, and what a side of
-- a call has reported with what is in it, such as the names in a sample and what a tally adds up. A form has a number: the field schema of the
-- hash, 1 where there is none. A field that is added, renamed or left out makes another form, which comes in two releases: the first reads and
-- writes it where it finds it, the second begins it. An edge that does not know the form refuses before it writes anything: it would leave out
-- what it does not know.
local inbox_begun, inbox_known = 1, 1
local shelf_begun, shelf_known = 1, 1
local reports_begun, reports_known = 1, 1
-- schema_of(field, begun, known)  the number of the form to write
local function schema_of(field, begun, known)
  local schema = math.max(tonumber(field or 1), begun)
  if schema > known then error('SCHEMA_NEWER ' .. schema) end
  return schema
end
