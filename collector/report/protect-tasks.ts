import { z } from 'zod'
import { queryRows } from '../store/query.ts'
import { readAtoms } from './atoms.ts'
import { createDisclosure, type Disclosure } from './disclosure.ts'
import type { Atom, Cell } from './disclosure-blocks.ts'
import { discloseBounded } from './disclosure-parts.ts'
import type { PartProtection } from './protect-parts.ts'
import type { Settled } from './question.ts'
import type { Reading } from './reading.ts'

const profiles = 'SELECT role, core_tasks FROM current_roles'
const profileRow = z.object({ role: z.string(), core_tasks: z.array(z.string()) })

/** Of each task only those who own it are told of: they are a whole of their own. */
export async function protectOwnTasks(reading: Reading, { on }: Settled, floor: number): Promise<PartProtection> {
  const atoms = await readAtoms(reading, on)
  const owns = await readOwners(reading)
  const measured = atoms.filter((atom) => atom.measured > 0)
  const roles = [...new Set(measured.map(({ role }) => role))].sort()
  // Tasks of the same roles are told of the same people.
  const disclosureOf = (task: string) => {
    const owners = roles.filter((role) => owns(role, task))
    return reading.recall(['owners', owners, on, floor], async () => {
      const whole = measured.filter(({ role }) => owners.includes(role))
      return discloseBounded(whole, (each) => createDisclosure(each, floor))
    })
  }
  const tasks = [...new Set((await readProfiles(reading)).flatMap((profile) => profile.core_tasks))]
  const wholes = new Map(await Promise.all(tasks.map(async (task) => [task, await disclosureOf(task)] as const)))
  return { showsRow: ({ task }, cells) => cells.every((cell) => wholes.get(String(task))?.isVisible(cell) !== false) }
}

/** The row without a task tells of everyone, so that of a task tells of the others as well. */
export async function protectTasksOfAll(reading: Reading, { on }: Settled, floor: number): Promise<PartProtection> {
  const atoms = await readAtoms(reading, on)
  const disclosure = await reading.recall(['disclosure', on, floor], async () => createDisclosure(atoms, floor))
  const owns = await readOwners(reading)
  return {
    showsRow: ({ task }, cells) =>
      task === '' ||
      cells.every((cell) => followsFromRoles(cell, { atoms, disclosure, isIn: (role) => owns(role, String(task)) })),
  }
}

type Roles = { atoms: readonly Atom[]; disclosure: Disclosure; isIn: (role: string) => boolean }

// What the shown roles sum to is known anyway, and so is the group less these. Anything between would part the hidden ones.
function followsFromRoles(cell: Cell, { atoms, disclosure, isIn }: Roles): boolean {
  if (cell.role !== undefined) return true
  const here = atoms.filter(
    ({ department, team, phase, measured }) =>
      measured > 0 &&
      (cell.department ?? department) === department &&
      (cell.team ?? team) === team &&
      (cell.phase ?? phase) === phase,
  )
  const roles = [...new Set(here.map(({ role }) => role))]
  const hidden = roles.filter((role) => !disclosure.isVisible({ ...cell, role }))
  return roles.every(isIn) || !roles.some(isIn) || hidden.every(isIn) || !hidden.some(isIn)
}

async function readProfiles({ store }: Reading): Promise<z.infer<typeof profileRow>[]> {
  return queryRows(store.writer, profiles, {}, profileRow)
}

async function readOwners(reading: Reading): Promise<(role: string, task: string) => boolean> {
  const tasksOf = new Map((await readProfiles(reading)).map((profile) => [profile.role, profile.core_tasks]))
  return (role, task) => (tasksOf.get(role) ?? tasksOf.get('default') ?? []).includes(task)
}
