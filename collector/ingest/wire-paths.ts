import { type MessageType, pathTypes } from '../../schema/wire/message-type.ts'

/** What an address of the wire is for. */
export type WirePlace =
  | { kind: 'messages'; type: MessageType | 'batch' }
  | { kind: 'settings'; writeKey: string }
  | { kind: 'unknown' }

const prefixes = ['/v1', '/api/s', '/api/s/s2s']
const unknown: WirePlace = { kind: 'unknown' }

/** Makes the look-up of addresses; below a base path they are known with it and without, as proxies do either. */
export function createWirePaths(basePath: string): (url: string) => WirePlace | undefined {
  const bases = [...new Set(['', basePath])]
  const places = new Map<string, WirePlace>()
  for (const [name, type] of pathTypes) {
    for (const prefix of bases.flatMap((base) => prefixes.map((each) => base + each))) {
      for (const path of [`${prefix}/${name}`, `${prefix}/${name}/`]) places.set(path, { kind: 'messages', type })
    }
  }
  return (url) => places.get(url) ?? findSlowly(url, bases, places)
}

function findSlowly(url: string, bases: string[], places: Map<string, WirePlace>): WirePlace | undefined {
  const path = pathOf(url)
  const known = places.get(path)
  if (known) return known
  const inner = path.slice(bases.find((base) => base !== '' && path.startsWith(`${base}/`))?.length ?? 0)
  if (!/^\/(v1|api\/s)(\/|$)/.test(inner)) return undefined
  const writeKey = /^\/v1\/projects\/([^/]+)\/settings\/?$/.exec(inner)?.[1]
  return writeKey === undefined ? unknown : { kind: 'settings', writeKey: decoded(writeKey) }
}

// Proxies may send the whole address in the request line.
function pathOf(url: string): string {
  const path = url.startsWith('/') ? url : url.replace(/^https?:\/\/[^/]*/i, '')
  return path.split('?', 1)[0] ?? ''
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part // Not encoded the way of addresses: it is what it is.
  }
}
