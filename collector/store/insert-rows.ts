import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { ClickHouseClient, ClickHouseSettings } from '@clickhouse/client'
import { reachStore } from './store-down.ts'

/** `token`: the same batch sent twice counts once; it must contain a hash of the bytes. */
export type InsertOptions = { token?: string }

/** Inserts objects; resolves when they are on disk. */
export async function insertRows(
  client: ClickHouseClient,
  table: string,
  rows: readonly object[],
  options: InsertOptions = {},
): Promise<void> {
  if (rows.length === 0) return
  await reachStore(() =>
    client.insert({ table, values: [...rows], format: 'JSONEachRow', clickhouse_settings: insertSettings(options) }),
  )
}

/** Inserts lines of JSON exactly as they are, so that a batch sent again is the same to the byte. */
export async function insertLines(
  client: ClickHouseClient,
  table: string,
  lines: Buffer,
  options: InsertOptions = {},
): Promise<void> {
  await reachStore(async () => {
    const { stream } = await client.exec({
      query: 'INSERT INTO {table:Identifier} FORMAT JSONEachRow',
      query_params: { table },
      values: Readable.from([lines], { objectMode: false }),
      clickhouse_settings: insertSettings(options),
    })
    // The answer is empty; reading it to its end frees the connection.
    await finished(stream.resume())
  })
}

function insertSettings({ token }: InsertOptions): ClickHouseSettings {
  if (token === undefined) return { async_insert: 0 }
  return { async_insert: 0, insert_deduplication_token: token, deduplicate_blocks_in_dependent_materialized_views: 1 }
}
