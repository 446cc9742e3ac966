import type { Day } from '../day.ts'
import { FIRST_DAY, formatInstant, LAST_DAY } from './calendar.ts'
import type { Dice } from './dice.ts'
import type { Subject } from './events.ts'
import { badValue, fieldNames, goodValue, stageOf } from './field-values.ts'
import type { MadePerson } from './people.ts'

/** A record line by column. */
export type RecordCells = Record<string, string>

/** Columns that the second import of records does not have. */
export const ABSENT_LATER = ['field.amount', 'field.close_date']

const DAY_MS = 86_400_000

/** Records of several objects with their versions, in two imports, and what events can be about. */
export function inventRecords(
  dice: Dice,
  people: MadePerson[],
): { first: RecordCells[]; later: RecordCells[]; accounts: RecordCells[]; subjects: Subject[] } {
  const owner = () => ownerId(dice, people)
  const first: RecordCells[] = []
  const later: RecordCells[] = []
  const accountIds = Array.from({ length: dice.int(5, 10) }, (_, n) => `acct-${n}`)
  const subjects: Subject[] = []
  accountIds.forEach((accountId, n) => {
    if (n > 0 && dice.chance(0.15)) return
    const recordId = dice.chance(0.5) ? accountId : `record-of-${accountId}`
    const record = { object: 'account', recordId, accountId: recordId === accountId ? '' : accountId }
    const versions = inventVersions(dice, record, owner, { isKept: n === 0 })
    first.push(...versions)
    subjects.push({ ...record, accountId, from: firstDay(versions) })
  })
  for (let n = 0; n < dice.int(10, 25); n++) {
    const accountId = dice.chance(0.2) ? '' : (accountIds[dice.int(0, accountIds.length - 1)] ?? '')
    const record = { object: dice.pick(['opportunity', 'opportunity', 'note']), recordId: `r-${n}`, accountId }
    const versions = inventVersions(dice, record, owner, { isKept: dice.chance(0.5) })
    subjects.push({ ...record, from: firstDay(versions) })
    first.push(...versions)
    const last = versions.at(-1)
    if (last !== undefined && last.deleted_at === '' && dice.chance(0.4)) later.push(laterVersion(dice, last))
  }
  const contacts = dice.chance(0.3) ? 0 : dice.int(1, 8)
  for (let n = 0; n < contacts; n++) {
    const accountId = accountIds[dice.int(0, accountIds.length - 1)] ?? ''
    const record = { object: 'contact', recordId: `c-${n}`, accountId }
    first.push(...inventVersions(dice, record, owner, { isKept: n === 0 }))
  }
  return { first, later, accounts: inventUniverse(dice, accountIds), subjects }
}

function inventVersions(
  dice: Dice,
  record: Omit<Subject, 'from'>,
  owner: () => string,
  options: { isKept: boolean },
): RecordCells[] {
  const versions: RecordCells[] = []
  const created = instantOn(dice, options.isKept ? FIRST_DAY : dice.int(FIRST_DAY, LAST_DAY - 30))
  let updated = created
  // Somebody owns the account record that is always there, so that owners are tracked.
  const isMain = options.isKept && record.object === 'account'
  const ownerId = isMain ? 'p-01' : owner()
  const count = dice.int(1, 4)
  for (let n = 0; n < count; n++) {
    // Now and then two versions carry the same instant: the later line holds.
    if (n > 0 && dice.chance(0.8)) updated += dice.int(1, 40 * 24 * 60) * 60_000
    versions.push({
      object: record.object,
      record_id: record.recordId,
      updated_at: formatInstant(updated),
      created_at: formatInstant(created),
      deleted_at: '',
      owner_id: !isMain && dice.chance(0.2) ? owner() : ownerId,
      editor_id: owner(),
      account_id: record.accountId,
      stage: record.object === 'opportunity' ? stageOf(dice) : '',
      origin: dice.pick(['web', 'import', 'api', 'mobile', '']),
      // Follows from the instant, so that no throw of the dice is spent on it.
      form: ['quick', 'full', ''][Math.floor(updated / 60_000) % 3] ?? '',
      ...inventFields(dice, record.object),
    })
  }
  const last = versions.at(-1)
  if (last !== undefined && !options.isKept && dice.chance(0.4)) {
    const deletedAt = updated + dice.int(0, 20) * DAY_MS
    last.deleted_at = formatInstant(deletedAt)
  }
  return versions
}

function laterVersion(dice: Dice, last: RecordCells): RecordCells {
  const moved = Date.parse(last.updated_at ?? '') + dice.pick([0, 0, 60_000, 5 * DAY_MS, -60_000])
  const at = Math.max(moved, Date.parse(last.created_at ?? ''))
  const changed = {
    ...last,
    updated_at: formatInstant(at),
    stage: stageOf(dice),
    ...inventFields(dice, last.object ?? ''),
  }
  return Object.fromEntries(Object.entries(changed).filter(([column]) => !ABSENT_LATER.includes(column)))
}

function inventFields(dice: Dice, object: string): RecordCells {
  const cells: RecordCells = {}
  for (const field of fieldNames) {
    const belongs = field.objects.includes(object)
    const value = dice.chance(0.75) ? goodValue(dice, field.name) : badValue(dice, field.name)
    cells[`field.${field.name}`] = belongs ? value : ''
  }
  return cells
}

function inventUniverse(dice: Dice, accountIds: string[]): RecordCells[] {
  const rows: RecordCells[] = []
  for (const [n, accountId] of accountIds.entries()) {
    const tier = dice.pick(['A', 'B', 'C', ''])
    const row = {
      account_id: accountId,
      name: `Account ${accountId}`,
      tier,
      department: ['Sales', 'Service', ''][n % 3] ?? '',
      valid_from: '',
      valid_to: '',
    }
    const split = new Date(dice.int(FIRST_DAY + 60, LAST_DAY) * DAY_MS).toISOString().slice(0, 10)
    const shape = dice.pick(['plain', 'plain', 'plain', 'ends', 'begins', 'changes'])
    if (shape === 'plain') rows.push(row)
    if (shape === 'ends' || shape === 'changes') rows.push({ ...row, valid_to: split })
    if (shape === 'begins' || shape === 'changes') rows.push({ ...row, valid_from: split, tier: dice.pick(['A', 'C']) })
  }
  return rows
}

function ownerId(dice: Dice, people: MadePerson[]): string {
  const person = people[dice.int(0, people.length - 1)]
  if (person === undefined || dice.chance(0.1)) return dice.pick(['', 'ghost-1'])
  return person.aliases[0] !== undefined && dice.chance(0.5) ? person.aliases[0] : person.personId
}

function firstDay(versions: RecordCells[]): Day {
  return Math.ceil(Date.parse(versions[0]?.created_at ?? '') / DAY_MS)
}

function instantOn(dice: Dice, day: Day): number {
  return day * DAY_MS + dice.int(0, 24 * 60 - 1) * 60_000
}
