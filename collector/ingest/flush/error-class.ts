import { StoreRefusal } from './store-refusal.ts'

/**
 * What a failure asks for. `passing`: the same bytes again, for ever. `repair`: somebody has to mend the store first.
 * `poison`: a row is to blame.
 */
export type FailureKind = 'passing' | 'repair' | 'poison'

/** A failure, told so that it can be shown: never with values of rows. */
export type Failure = { kind: FailureKind; code: string; reason: string }

/** What the lane throws when it must stop in words of its own. */
export class LaneStop extends Error {
  override name = 'LaneStop'
}

// Each says what somebody has to do; what follows it comes from the engine and names tables, columns or grants only.
const repairs: Record<string, string> = {
  '16': 'A column is missing. Start Takehold again so that it brings the tables up to date',
  '60': 'A table is missing. Start Takehold again so that it makes its tables, or restore a backup',
  '81': 'The database is missing. Start Takehold again so that it makes its database, or restore a backup',
  '117': 'The table does not know a field. Start Takehold again so that it brings the tables up to date',
  '192': 'The store does not know the user. Correct the user in CLICKHOUSE_URL',
  '497': 'The user lacks a right. Grant it on the ClickHouse server',
  '516': 'The store refuses the password. Correct it in CLICKHOUSE_URL',
}

const poisons = new Set(
  // The rows themselves: parsing, ranges, types, sizes, nulls, escapes, constraints.
  ['6', '25', '26', '27', '33', '38', '41', '53', '69', '70', '72', '131', '321', '349', '469'],
)

/** Tells what a failure asks for; what nobody has heard of may pass. */
export function classifyFailure(error: unknown): Failure {
  if (error instanceof LaneStop) return { kind: 'repair', code: 'stopped', reason: error.message }
  if (!(error instanceof StoreRefusal)) return { kind: 'passing', code: 'unreachable', reason: unreachable(error) }
  const { code, type, message } = error
  const repair = repairs[code]
  if (repair !== undefined) return { kind: 'repair', code, reason: `${repair}. The store says: ${firstWords(message)}` }
  if (poisons.has(code)) return { kind: 'poison', code, reason: refusalInWords(error) }
  const name = type === '' ? code : `${code} ${type}`
  return { kind: 'passing', code, reason: `The store cannot take rows now (${name}). The same rows are sent again` }
}

/** Why a row was refused, without a value of it: the engine's message quotes the row, so only names are taken. */
export function refusalInWords({ code, type, message }: StoreRefusal): string {
  const [, constraint] = /^Constraint `([^`]+)`/.exec(message) ?? []
  if (constraint !== undefined) return `the store's constraint ${constraint} does not hold`
  return `the store refused it (${type === '' ? code : `${code} ${type}`})`
}

// A connection never fails with these.
const diskCodes = new Set([
  'ENOSPC',
  'EDQUOT',
  'EFBIG',
  'EIO',
  'EROFS',
  'EACCES',
  'EPERM',
  'EMFILE',
  'ENFILE',
  'ENOENT',
])

function unreachable(error: unknown): string {
  if (error instanceof Error && 'code' in error && diskCodes.has(String(error.code))) {
    return `The folder of the spool does not work (${firstWords(error.message)}). Free space or mend the disk`
  }
  const cause = error instanceof Error ? error.message : String(error)
  return `The store cannot be reached (${firstWords(cause)}). The same rows are sent again`
}

function firstWords(text: string): string {
  return (text.split('\n', 1)[0] ?? '').replace(/\s*\(version .*$/, '').slice(0, 300)
}
