import type { DemoAccount } from './demo-accounts.ts'
import type { DemoPerson } from './demo-person.ts'
import { type Day, type DemoSpan, dateOf } from './demo-span.ts'
import { inventValue } from './demo-values.ts'
import { type Dice, openDice } from './seeded-dice.ts'

/** A row of a records file; fields stand as `field.<name>`. */
export type RecordRow = Record<string, string>

/** Fields of each kind of record. */
export const recordFields = {
  account: ['industry', 'website', 'phone', 'employees', 'customer_number'],
  contact: ['email', 'phone', 'job_title'],
  opportunity: ['amount', 'close_date', 'next_step', 'competitor', 'lead_source', 'probability'],
} as const

type Kind = keyof typeof recordFields

const stages = ['Prospecting', 'Qualification', 'Proposal', 'Negotiation'] as const

/** Every version of every record, by kind; gives the accounts the ids of their records. */
export function inventRecords(accounts: readonly DemoAccount[], span: DemoSpan): Record<Kind, RecordRow[]> {
  const rows: Record<Kind, RecordRow[]> = { account: [], contact: [], opportunity: [] }
  for (const account of accounts.filter((each) => each.inCrm)) {
    const dice = openDice(`records ${account.accountId}`)
    rows.account.push(...accountVersions(account, span, dice))
    for (let count = account.hasContact ? dice.int(1, 4) : 0; count > 0; count--) {
      const id = `con-${account.accountId.slice(4)}-${count}`
      account.contactIds.push(id)
      rows.contact.push(...versions({ kind: 'contact', id, account, span, dice }))
    }
    for (let count = dice.int(1, 6); count > 0; count--) {
      const id = `opp-${account.accountId.slice(4)}-${count}`
      account.opportunityIds.push(id)
      rows.opportunity.push(...versions({ kind: 'opportunity', id, account, span, dice }))
    }
  }
  return rows
}

// Most accounts were loaded once from the old system and are tended since; some are deleted again.
function accountVersions(account: DemoAccount, span: DemoSpan, dice: Dice): RecordRow[] {
  const created = span.firstDay - dice.int(5, 300)
  const imported = dice.chance(0.6)
  const first = version('account', account.accountId, account, {
    created,
    at: created,
    editorId: imported ? 'svc-import' : (account.owner?.personId ?? ''),
    origin: imported ? 'import' : 'web',
    quality: imported ? 0.7 : qualityOf(account.owner),
    dice,
  })
  const isTended = dice.chance(0.75)
  if (!isTended) return [first]
  const tended = version('account', account.accountId, account, {
    created,
    at: dice.int(span.goLive[0], span.lastDay),
    editorId: account.owner?.personId ?? 'svc-sync',
    origin: account.owner ? 'web' : 'api',
    quality: account.owner ? Math.min(1, qualityOf(account.owner) + 0.04) : 0.6,
    dice,
  })
  return dice.chance(0.03) ? [first, tended, { ...tended, ...ended(span.lastDay - dice.int(0, 30)) }] : [first, tended]
}

type Story = { kind: Kind; id: string; account: DemoAccount; span: DemoSpan; dice: Dice }

function versions({ kind, id, account, span, dice }: Story): RecordRow[] {
  const created = dice.int(span.goLive[0], span.lastDay - 1)
  const imported = dice.chance(0.08)
  const rows: RecordRow[] = []
  const last = kind === 'opportunity' ? dice.int(0, 5) : dice.int(0, 1)
  for (let step = 0, day = created; step <= last && day <= span.lastDay; step++, day += dice.int(4, 25)) {
    const quality = imported && step === 0 ? 0.55 : Math.min(1, qualityOf(account.owner) + step * 0.02)
    const editorId = imported && step === 0 ? 'svc-import' : (account.owner?.personId ?? 'svc-sync')
    const origin = imported && step === 0 ? 'import' : originOf(account.owner, dice)
    const row = version(kind, id, account, { created, at: day, editorId, origin, quality, dice })
    if (kind === 'opportunity') row.stage = step === 5 ? dice.pick(['Won', 'Lost']) : (stages[Math.min(step, 3)] ?? '')
    rows.push(row)
  }
  const newest = rows.at(-1)
  if (newest && dice.chance(0.02)) rows.push({ ...newest, ...ended(span.lastDay - dice.int(0, 3)) })
  return rows
}

type Edit = { created: Day; at: Day; editorId: string; origin: string; quality: number; dice: Dice }

function version(kind: Kind, id: string, account: DemoAccount, edit: Edit): RecordRow {
  const { dice } = edit
  const values = recordFields[kind].map((field) => [
    `field.${field}`,
    inventValue(field, dice.chance(edit.quality), dice),
  ])
  return {
    object: kind,
    record_id: id,
    updated_at: instant(edit.at, 8 + dice.int(0, 9), dice.int(0, 59)),
    created_at: instant(edit.created, 6, 0),
    deleted_at: '',
    owner_id: account.owner?.personId ?? '',
    editor_id: edit.editorId,
    account_id: account.accountId,
    stage: '',
    origin: edit.origin,
    form: edit.origin === 'mobile' ? `${kind}_short` : `${kind}_full`,
    ...Object.fromEntries(values),
  }
}

function ended(day: Day): RecordRow {
  return { updated_at: instant(day, 20, 0), deleted_at: instant(day, 20, 0) }
}

function instant(day: Day, hour: number, minute: number): string {
  return `${dateOf(day)}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00Z`
}

// How likely a field is filled well.
function qualityOf(owner: DemoPerson | undefined): number {
  if (!owner) return 0.6
  if (owner.traits.has('placeholders')) return 0.5
  if (owner.behaviour === 'steady') return 0.88
  return owner.behaviour === 'perfunctory' ? 0.6 : 0.74
}

function originOf(owner: DemoPerson | undefined, dice: Dice): string {
  if (!owner) return 'api'
  return dice.chance(0.75) ? 'web' : 'mobile'
}
