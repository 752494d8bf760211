/**
 * Redis runs a script at one instant, and writes what it did to its log as one piece.
 *
 * KEYS: the index, then the keys expected, put and removed. ARGV: how long the key's namespace is, how many keys are
 * expected and how many put, the milliseconds that what is put lives or nothing, then the texts expected (nothing for
 * absence) and put.
 */
export const COMMIT = `
local namespace, expected, put = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local lifetime = ARGV[4]
for i = 1, expected do
  local stands = redis.call('GET', KEYS[1 + i])
  if (stands or '') ~= ARGV[4 + i] then return { i, stands } end
end
for i = expected + 1, expected + put do
  local key, member = KEYS[1 + i], string.sub(KEYS[1 + i], namespace + 1)
  if lifetime == '' then
    redis.call('SET', key, ARGV[4 + i])
    redis.call('ZADD', KEYS[1], 0, member)
  else
    redis.call('SET', key, ARGV[4 + i], 'PX', lifetime)
    redis.call('ZREM', KEYS[1], member)
  end
end
for i = expected + put + 1, #KEYS - 1 do
  redis.call('DEL', KEYS[1 + i])
  redis.call('ZREM', KEYS[1], string.sub(KEYS[1 + i], namespace + 1))
end
return nil
`;

/** KEYS: the index. ARGV: the namespace, the least and the greatest key. Gives keys and texts in turn. */
export const LIST = `
local found = {}
for _, key in ipairs(redis.call('ZRANGEBYLEX', KEYS[1], ARGV[2], ARGV[3])) do
  local text = redis.call('GET', ARGV[1] .. key)
  if text then
    found[#found + 1] = key
    found[#found + 1] = text
  end
end
return found
`;
