-- One round for several hosts: requests that ended, holds asked for, then new requests.
-- KEYS: bucket and live set of each host in turn. ARGV[1]: the common limits as JSON,
-- ARGV[1 + i]: host i's {ask, ends, hold, delay}. Times are milliseconds of the server.
-- Gives the wait of each host in milliseconds; 0 means that the asked request may start.
local limits = cjson.decode(ARGV[1])
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local waits = {}

for i = 1, #KEYS / 2 do
  local bucket, live = KEYS[2 * i - 1], KEYS[2 * i]
  local wish = cjson.decode(ARGV[1 + i])
  local row = redis.call('HMGET', bucket, 'next', 'slow', 'slowed', 'hurry', 'delay')
  local at, slow = tonumber(row[1]) or 0, tonumber(row[2]) or 1
  local slowed, hurry = tonumber(row[3]) or 0, tonumber(row[4]) or 0
  local delay = wish.delay >= 0 and wish.delay or tonumber(row[5]) or 0
  local base = math.max(limits.gap, delay)
  if at > now + limits.longest then at = now end -- the server's clock was set back
  if slowed > now then slowed = 0 end

  for _, ended in ipairs(wish.ends) do
    redis.call('ZREM', live, ended[1])
    if ended[2] == 429 or ended[2] == 503 then
      if now - slowed >= base * slow then -- answers to one burst count once
        slow = math.min(slow * 2, math.max(1, limits.slowest / base))
        slowed = now
      end
      at = math.max(at, now + base * slow)
    elseif ended[2] >= 200 and ended[2] < 400 then
      slow = math.max(1, slow * 0.9)
    end
  end
  if wish.delay > 0 then at = math.max(at, now + delay) end
  if wish.hold > 0 then at = math.max(at, now + math.min(wish.hold, limits.longest)) end

  local wait = 0
  local gap = base * slow
  if wish.ask ~= '' then
    redis.call('ZREMRANGEBYSCORE', live, '-inf', now)
    if redis.call('ZCARD', live) >= limits.most then
      wait = math.max(1, gap / 2)
    elseif at > now then
      wait = at - now
    end
    if not limits.urgent then wait = math.max(wait, math.min(hurry - now, 2 * gap)) end
    if wait <= 0 then
      wait = 0
      redis.call('ZADD', live, now + limits.lease, wish.ask)
      redis.call('PEXPIRE', live, limits.lease)
      at = now + gap
      if limits.urgent then hurry = 0 end
    elseif limits.urgent then
      hurry = now + wait + 1000 -- until then nobody else takes the place
    end
  end
  redis.call('HSET', bucket, 'next', math.ceil(at), 'slow', tostring(slow), 'slowed',
    slowed, 'hurry', math.ceil(hurry), 'delay', delay)
  redis.call('PEXPIRE', bucket, delay > 0 and 86400000 or 3600000)
  waits[i] = math.ceil(wait)
end
return waits
