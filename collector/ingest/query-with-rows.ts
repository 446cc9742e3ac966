import { parseError } from '@clickhouse/client'
import { z } from 'zod'
import type { StoreConnection } from '../store/connection.ts'
import type { Store } from '../store/open-store.ts'
import { writerSettings } from '../store/settings.ts'
import { reachStore } from '../store/store-down.ts'

/** A table that lives as long as one question; the statement calls it `given`. */
export type GivenTable = {
  /** Columns with their types, as in CREATE TABLE. */
  structure: string
  format: string
  content: Blob
}

/** Asks a question about many values. A bound parameter may have 128 kB, so they come along as a table. */
export async function queryWithRows<Row>(
  { connection }: Store,
  sql: string,
  given: { structure: string; rows: readonly object[] },
  schema: z.ZodType<Row>,
): Promise<Row[]> {
  const lines = given.rows.map((row) => JSON.stringify(row)).join('\n')
  const table = { structure: given.structure, format: 'JSONEachRow', content: new Blob([lines]) }
  const answer = await reachStore(async () => {
    const response = await askWithTable(connection, `${sql} FORMAT JSONEachRow`, table)
    return response.text()
  })
  const rows = answer.split('\n').flatMap((line): unknown[] => (line === '' ? [] : [JSON.parse(line)]))
  return z.array(schema).parse(rows)
}

/** Sends a statement with a table; the answer is complete when it begins. */
export async function askWithTable(
  connection: StoreConnection,
  sql: string,
  { structure, format, content }: GivenTable,
  settings: Record<string, string> = {},
): Promise<Response> {
  const url = new URL(connection.url)
  const fixed = Object.entries(writerSettings).map(([name, value]) => [name, String(value)])
  url.search = new URLSearchParams({
    ...Object.fromEntries(fixed),
    ...settings,
    database: connection.database,
    query: sql,
    given_format: format,
    given_structure: structure,
    wait_end_of_query: '1',
  }).toString()
  const form = new FormData()
  form.append('given', content, 'given')
  const { username, password } = connection.writer
  const headers = { ...connection.httpHeaders, 'X-ClickHouse-User': username, 'X-ClickHouse-Key': password }
  const response = await send(url, { method: 'POST', headers, body: form })
  if (!response.ok) throw parseError(await response.text())
  return response
}

// fetch hides what broke the connection in the cause.
async function send(url: URL, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, request)
  } catch (error) {
    throw error instanceof Error && error.cause instanceof Error ? error.cause : error
  }
}
