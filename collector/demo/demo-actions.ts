import { createHash } from 'node:crypto'
import type { DemoAccount } from './demo-accounts.ts'
import { roles } from './demo-company.ts'
import type { EventCells } from './demo-event.ts'
import type { DemoPerson } from './demo-person.ts'
import type { Dice } from './seeded-dice.ts'

/** Makes the actions of one person; the tasks of the role come round in turn, so that nobody is broad by luck. */
export type Actor = {
  /** An action that counts. */
  act(): EventCells
  /** Opening something, searching, running a report. */
  look(): EventCells
}

/** Opens the actor of a person who works on some accounts. */
export function createActor(person: DemoPerson, accounts: readonly DemoAccount[], dice: Dice): Actor {
  const profile = roles[person.role] ?? roles.default
  const tasks = person.behaviour === 'narrow' ? ['log_activity'] : (profile?.core_tasks ?? ['log_activity'])
  let turn = dice.int(0, tasks.length - 1)
  return {
    act: () => {
      turn += 1
      return actionOf(tasks[turn % tasks.length] ?? 'log_activity', person, dice.pick(accounts), dice)
    },
    look: () => lookAt(person, dice.pick(accounts), dice),
  }
}

function actionOf(task: string, person: DemoPerson, account: DemoAccount, dice: Dice): EventCells {
  const duration = { duration_ms: String(dice.int(20, 540) * 1000) }
  if (task === 'log_activity') return { ...activityLogged(person, account, dice), ...duration }
  if (task === 'view_report') return { event: 'Report Viewed', object: 'report', record_id: `rep-${dice.int(1, 9)}` }
  if (task === 'submit_forecast') return { event: 'Forecast Submitted', object: 'forecast', ...duration }
  if (task === 'complete_task')
    return { event: 'Task Completed', object: 'task', account_id: account.accountId, ...duration }
  const [verb, object = ''] = task.split('_')
  const target = { object, record_id: recordOf(object, account, dice), account_id: account.accountId, ...duration }
  if (verb === 'create') return { event: 'Record Created', ...target, form: formOf(object, dice) }
  if (verb === 'move') return { event: 'Stage Changed', ...target }
  return { event: 'Record Updated', ...target, form: formOf(object, dice), changes: changesOf(person, object, dice) }
}

function activityLogged(person: DemoPerson, account: DemoAccount, dice: Dice): EventCells {
  // Some write the same note again and again.
  const note = person.traits.has('copies') ? 'same' : String(dice.int(1, 1_000_000_000))
  const noteHash = createHash('sha256').update(`${person.personId} ${note}`).digest('hex').slice(0, 16)
  return { event: 'Activity Logged', object: 'activity', account_id: account.accountId, note_hash: noteHash }
}

const changedFields: Record<string, readonly string[]> = {
  opportunity: ['amount', 'close_date', 'next_step', 'competitor'],
  account: ['industry', 'website', 'phone'],
  contact: ['email', 'phone', 'job_title'],
}

// States, never values.
function changesOf(person: DemoPerson, object: string, dice: Dice): string {
  const fields = changedFields[object]
  if (!fields) return ''
  const isFiller = person.traits.has('placeholders') && dice.chance(0.7)
  const to = isFiller ? dice.pick(['placeholder', 'default']) : dice.chance(0.93) ? 'ok' : 'invalid'
  return JSON.stringify([{ field: dice.pick(fields), from: dice.pick(['missing', 'ok']), to }])
}

function recordOf(object: string, account: DemoAccount, dice: Dice): string {
  if (object === 'account') return account.accountId
  if (object === 'opportunity' && account.opportunityIds.length > 0) return dice.pick(account.opportunityIds)
  if (object === 'contact' && account.contactIds.length > 0) return dice.pick(account.contactIds)
  return `${object}-${dice.int(1, 900)}`
}

function formOf(object: string, dice: Dice): string {
  return `${object}_${dice.chance(0.7) ? 'full' : 'short'}`
}

function lookAt(person: DemoPerson, account: DemoAccount, dice: Dice): EventCells {
  const roll = dice.int(1, 10)
  if (roll <= 4)
    return { event: 'Record Viewed', object: 'account', record_id: account.accountId, account_id: account.accountId }
  if (roll <= 6) return { event: 'Search Performed', hits: String(dice.chance(0.2) ? 0 : dice.int(1, 40)) }
  // For whom a report is work, running one would be more than a look.
  const isWork = roles[person.role]?.promote?.includes('Report Viewed')
  if (roll <= 7 && !isWork) return { event: 'Report Viewed', object: 'report', record_id: `rep-${dice.int(1, 9)}` }
  if (roll <= 8) return { event: 'Report Exported', object: 'report', record_id: `rep-${dice.int(1, 9)}` }
  return { event: 'Page Viewed' }
}
