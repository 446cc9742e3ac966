import { ClickHouseError, createClient } from '@clickhouse/client'
import type { Store } from './open-store.ts'
import { command, queryRows } from './query.ts'

/** Creates the store's own database when the server has none of its name. */
export async function createDatabase({ writer, connection }: Store): Promise<void> {
  if (await exists(writer)) return
  // A request that names a database which does not exist is refused, so this one names another.
  const bare = createClient({
    url: connection.url,
    database: 'default',
    http_headers: connection.httpHeaders,
    ...connection.writer,
  })
  try {
    await command(bare, 'CREATE DATABASE IF NOT EXISTS {database:Identifier}', { database: connection.database })
  } finally {
    await bare.close()
  }
}

async function exists(writer: Store['writer']): Promise<boolean> {
  try {
    await queryRows(writer, 'SELECT 1 AS one')
    return true
  } catch (error) {
    if (error instanceof ClickHouseError && error.code === '81') return false
    throw error
  }
}
