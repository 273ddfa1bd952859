-- For wrk: ask the addresses of a file in order, and print what came back as one line of JSON.
-- wrk ... URL -- FILE [ACCEPT-ENCODING]
local addresses = {}
local headers = {}
local last = 0

function init(arguments)
  for line in io.lines(arguments[1]) do addresses[#addresses + 1] = line end
  headers["Accept-Encoding"] = arguments[2]
end

function request()
  last = last % #addresses + 1
  return wrk.format("GET", addresses[last], headers)
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    'figures {"requests": %d, "seconds": %f, "bytes": %d, "p50": %f, "p99": %f, "failed": %d}\n',
    summary.requests, summary.duration / 1e6, summary.bytes,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
