import type { StoreConnection } from './connection.ts'
import { readerSettings } from './settings.ts'

/** Reads CLICKHOUSE_URL: `http://user:password@host:8123/database`. */
export function connectionFromUrl(text: string): StoreConnection {
  const url = parseUrl(text)
  const database = decodeURIComponent(url.pathname.slice(1)) || 'takehold'
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(database)) {
    throw new Error(`CLICKHOUSE_URL names the database "${database}": letters, digits and _ only. Nothing was changed.`)
  }
  const user = {
    username: decodeURIComponent(url.username) || 'default',
    password: decodeURIComponent(url.password),
  }
  return {
    url: url.origin,
    database,
    writer: user,
    reader: user,
    httpHeaders: {},
    // The same user, so what the embedded reader's profile fixes is sent along; readonly=2 allows just that.
    readerSettings: { ...readerSettings, readonly: '2' },
  }
}

function parseUrl(text: string): URL {
  // The text itself stays out of the message: it holds a password.
  const wanted = 'CLICKHOUSE_URL must look like http://user:password@host:8123/database. Nothing was started.'
  if (!URL.canParse(text)) throw new Error(wanted)
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new Error(wanted)
  return url
}
