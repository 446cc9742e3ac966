import type { ClickHouseClient } from '@clickhouse/client'
import { z } from 'zod'
import { reachStore } from './store-down.ts'

/** Values bound as `{name:Type}`. */
export type StatementParams = Record<string, unknown>

const anyRow = z.record(z.string(), z.unknown())

/** Asks and answers the rows; with a schema each row is validated by it. */
export async function queryRows(
  client: ClickHouseClient,
  sql: string,
  params?: StatementParams,
): Promise<Record<string, unknown>[]>
export async function queryRows<Row>(
  client: ClickHouseClient,
  sql: string,
  params: StatementParams,
  schema: z.ZodType<Row>,
): Promise<Row[]>
export async function queryRows(
  client: ClickHouseClient,
  sql: string,
  params: StatementParams = {},
  schema: z.ZodType = anyRow,
): Promise<unknown[]> {
  const rows = await reachStore(async () => {
    const answer = await client.query({ query: sql, query_params: params, format: 'JSONEachRow' })
    return answer.json<unknown>()
  })
  return z.array(schema).parse(rows)
}

/** Runs a statement that answers nothing and waits for its end. */
export async function command(client: ClickHouseClient, sql: string, params: StatementParams = {}): Promise<void> {
  await reachStore(() => client.command({ query: sql, query_params: params }))
}
