-- Asks for the lines of a file, one after the other, from a place of its own choosing: a path each, or a body to
-- POST; after a tab, an entity tag to send along. Prints what it saw as one line of JSON.
local lines, at = {}, 0
local method, post_path

function init(args)
  for line in io.lines(args[1]) do lines[#lines + 1] = line end
  at = math.floor(tonumber(args[2]) * #lines)
  method, post_path = args[3], args[4]
end

function request()
  at = at % #lines + 1
  local line = lines[at]
  if method == "POST" then
    return wrk.format("POST", post_path, { ["content-type"] = "application/json" }, line)
  end
  local path, tag = line:match("^([^\t]*)\t?(.*)$")
  if tag ~= "" then return wrk.format("GET", path, { ["if-none-match"] = tag }) end
  return wrk.format("GET", path)
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests":%d,"microseconds":%d,"bytes":%d,"p50":%f,"p99":%f,"max":%f,"failed":%d}\n',
    summary.requests, summary.duration, summary.bytes, latency:percentile(50), latency:percentile(99), latency.max,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
