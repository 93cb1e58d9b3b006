// Reads YAML texts, a JSON list of them on standard input, with js-yaml, and writes what each means as a typed tree.
const yaml = require('/usr/share/nodejs/js-yaml')

function tree(value) {
  if (value === null || value === undefined) return ['null']
  if (typeof value === 'boolean') return ['bool', value]
  if (typeof value === 'number') return [Number.isInteger(value) ? 'int' : 'float', String(value)]
  if (typeof value === 'string') return ['str', value]
  if (value instanceof Date) return ['date', value.toISOString()]
  if (value instanceof Uint8Array) return ['other', Buffer.from(value).toString('hex')]
  if (Array.isArray(value)) return ['list', value.map(tree)]
  return ['map', Object.entries(value).map(([key, item]) => [['str', key], tree(item)])]
}

function read(text) {
  try {
    return tree(yaml.load(text))
  } catch (error) {
    return ['error', String(error.message).slice(0, 200)]
  }
}

const texts = JSON.parse(require('fs').readFileSync(0, 'utf8'))
require('fs').writeFileSync(1, JSON.stringify(texts.map(read)))
