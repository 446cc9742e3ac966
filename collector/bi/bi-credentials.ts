import type { IncomingHttpHeaders } from 'node:http'

/** A name and a password, in whichever of ClickHouse's three ways a tool sends them; undefined when it sends none. */
export function biCredentials(
  headers: IncomingHttpHeaders,
  query: URLSearchParams,
): { name: string; password: string } | undefined {
  const basic = /^Basic\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1]
  if (basic !== undefined) {
    const [name = '', ...password] = Buffer.from(basic, 'base64').toString('utf8').split(':')
    return { name, password: password.join(':') }
  }
  const user = headers['x-clickhouse-user']
  if (typeof user === 'string') return { name: user, password: String(headers['x-clickhouse-key'] ?? '') }
  const named = query.get('user')
  return named === null ? undefined : { name: named, password: query.get('password') ?? '' }
}
