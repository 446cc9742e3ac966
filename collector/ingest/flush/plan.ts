import { unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { FailPoint } from '../../fail-point.ts'
import { contentHash } from '../content-hash.ts'
import { splitByMonth } from '../split-by-month.ts'
import type { Batch, BatchRow } from './batch.ts'
import type { Place } from './look-up.ts'
import { lineText, receivedAtOf } from './row-key.ts'
import { readWhole, writeAside } from './write-aside.ts'

const planBody = z.object({
  version: z.literal(1),
  spool: z.string(),
  salt: z.string().describe('empty for the way of new records; a replay has one of its own'),
  from: z.int(),
  to: z.int(),
  duplicates: z.array(z.int()).describe('rows of the range that are stored, or twice in it'),
  erased: z.array(z.int()).describe('rows of people who were erased'),
  tokens: z.array(z.string()).describe('one for each part; holds the hash of its bytes'),
})

const newline = 0x0a

/** What is written down before a batch is sent, so that the very same bytes are sent again after a crash. */
export type Plan = z.infer<typeof planBody>

/** Rows that go in one insert, and the bytes that are sent. */
export type Part = { rows: BatchRow[]; body: Buffer; token: string }

/** A plan with its inserts. */
export type Planned = { plan: Plan; parts: Part[] }

/** What the store says about a batch before it is sent. */
export type Findings = { stored: ReadonlyMap<string, Place[]>; erased: ReadonlyMap<string, number> }

/** Plans a batch: rows of events that are stored and of people who were erased stay out. */
export function makePlan(batch: Batch, { stored, erased }: Findings, spool: string, salt: string): Planned {
  const plan: Plan = { version: 1, spool, salt, from: batch.from, to: batch.to, duplicates: [], erased: [], tokens: [] }
  const taken = new Set<string>()
  for (const [index, row] of batch.rows.entries()) {
    if (isErased(row, erased)) plan.erased.push(index)
    else if (stored.has(row.identity) || taken.has(row.identity)) plan.duplicates.push(index)
    else taken.add(row.identity)
  }
  const parts = partsOf(batch, plan)
  plan.tokens = parts.map(({ token }) => token)
  return { plan, parts }
}

/** An earlier plan with its inserts, if it may still be sent: they are the same bytes, and no row was taken meanwhile. */
export function samePlan(batch: Batch, plan: Plan, { stored, erased }: Findings): Planned | undefined {
  const parts = partsOf(batch, plan)
  if (parts.map(({ token }) => token).join() !== plan.tokens.join()) return undefined
  // A row that stands where the plan puts it is its own, from the try that was cut off.
  const isTaken = ({ identity, personKey, date }: BatchRow) =>
    stored.get(identity)?.some((place) => place.personKey !== personKey || place.date !== date) ?? false
  const isGood = !parts.some(({ rows }) => rows.some((row) => isTaken(row) || isErased(row, erased)))
  return isGood ? { plan, parts } : undefined
}

function partsOf(batch: Batch, { spool, salt, from, to, duplicates, erased }: Plan): Part[] {
  const left = new Set([...duplicates, ...erased])
  const rows = left.size === 0 ? batch.rows : batch.rows.filter((_, index) => !left.has(index))
  return splitByMonth(rows).map((part, index) => {
    const body = bodyOf(part)
    return { rows: part, body, token: `events-${spool}-${salt}${from}-${to}-${index}-${contentHash(body)}` }
  })
}

/** The bytes of rows as they are sent, a line each. */
export function bodyOf(rows: readonly BatchRow[]): Buffer {
  const bytes = rows.reduce((sum, { start, end }) => sum + end - start + 1, -1)
  const body = Buffer.allocUnsafeSlow(Math.max(0, bytes))
  let at = 0
  for (const { payload, start, end } of rows) {
    if (at > 0) body[at++] = newline
    at += payload.copy(body, at, start, end)
  }
  return body
}

/** The plan that was left behind; undefined when there is none, or none of this spool that can be read. */
export function readPlan(directory: string, spool: string): Plan | undefined {
  const plan = planBody.safeParse(readWhole(fileOf(directory)))
  return plan.success && plan.data.spool === spool ? plan.data : undefined
}

/** Writes a plan down; resolves when it would outlast a power cut. */
export function journalPlan(directory: string, plan: Plan, failPoint: FailPoint): void {
  writeAside(fileOf(directory), plan, () => failPoint('flush.plan_aside'))
  failPoint('flush.planned')
}

/** Takes the plan away when its batch is in the store. */
export function dropPlan(directory: string): void {
  try {
    unlinkSync(fileOf(directory))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
}

function isErased(row: BatchRow, erased: ReadonlyMap<string, number>): boolean {
  const erasedAt = erased.get(row.personKey)
  return erasedAt !== undefined && receivedAtOf(lineText(row)) < erasedAt
}

function fileOf(directory: string): string {
  return join(directory, 'plan.json')
}
