import type { MeasureName } from '../../schema/measures/registry.ts'
import { createDisclosure } from './disclosure.ts'
import type { Cell } from './disclosure-blocks.ts'
import { discloseBounded, discloseParts, type PartDisclosure } from './disclosure-parts.ts'
import { foldReasons } from './fold-reasons.ts'
import { readPartAtoms } from './part-atoms.ts'
import type { Protection } from './protect.ts'
import { protectOwnTasks, protectTasksOfAll } from './protect-tasks.ts'
import type { Settled } from './question.ts'
import type { Reading } from './reading.ts'

type Row = Record<string, unknown>

/** What may be shown of rows about some people of a group; their cells say which group. */
export type PartProtection = {
  showsRow(row: Row, cells: readonly Cell[]): boolean
  /** Columns of a shown row that are about too few. */
  hiddenColumns?(row: Row, cells: readonly Cell[]): readonly string[]
  fold?(rows: Row[], cellsOf: (row: Row) => Cell[]): Row[]
}

const cohortAtomsMax = 400

const everything: PartProtection = { showsRow: () => true }

type Protector = (
  reading: Reading,
  question: Settled,
  floor: number,
  people: readonly string[] | null,
) => Promise<PartProtection>

const protectors: Partial<Record<MeasureName, Protector>> = {
  tasks: protectOwnTasks,
  dual_entry: protectOwnTasks,
  effort: protectTasksOfAll,
  training: protectTrained,
  voice: protectAnswers,
  retention: protectCohorts,
  time_to_value: protectStays,
}

/** Holds the floor over the people whom a row is about, where these are not the measured people of its group. */
export async function protectParts(
  reading: Reading,
  question: Settled,
  { floor, people }: { floor: number; people: readonly string[] | null },
): Promise<PartProtection> {
  const protector = protectors[question.name]
  return protector === undefined ? everything : protector(reading, question, floor, people)
}

/** The protection of groups and that of parts of them, both. */
export function protectBoth(groups: Protection, parts: PartProtection, cellsOf: (row: Row) => Cell[]): Protection {
  return {
    showsRow: (row) => groups.showsRow(row) && parts.showsRow(row, cellsOf(row)),
    showsTotal: (row) => groups.showsTotal(row) && parts.showsRow(row, cellsOf({ ...row, group: undefined })),
    hiddenColumns: (row) => parts.hiddenColumns?.(row, cellsOf(row)) ?? [],
    fold: (rows) => parts.fold?.(rows, cellsOf) ?? rows,
  }
}

async function protectTrained(reading: Reading, question: Settled, floor: number): Promise<PartProtection> {
  const wholes = await disclosuresOf(reading, question, { kind: 'trained', floor })
  const isVisible = ({ course }: Row, kind: string, cells: readonly Cell[]) => {
    const disclosure = wholes.get(`${course}|${kind}`)
    // Whoever is told of the trained is told of the others, who are the group less these.
    return cells.every((cell) => ['in', 'out'].every((part) => disclosure?.isVisible({ ...cell, part }) !== false))
  }
  const columns = {
    trained_3w: ['not_adopted_3w'],
    followed_2w: ['adopted_2w', 'rate_2w', 'peer_rate_2w', 'association_2w'],
    followed_4w: ['adopted_4w', 'rate_4w', 'peer_rate_4w', 'association_4w'],
    followed_12w: ['adopted_12w', 'rate_12w', 'peer_rate_12w', 'association_12w'],
  }
  return {
    showsRow: (row, cells) => isVisible(row, 'trained', cells),
    hiddenColumns: (row, cells) =>
      Object.entries(columns).flatMap(([kind, about]) => (isVisible(row, kind, cells) ? [] : about)),
  }
}

async function protectAnswers(
  reading: Reading,
  question: Settled,
  floor: number,
  people: readonly string[] | null,
): Promise<PartProtection> {
  const wholes = await disclosuresOf(reading, question, { kind: 'answered', floor, people })
  const isVisible = (row: Row, cells: readonly Cell[], part?: string) => {
    const disclosure = wholes.get(`${row.state}|${row.question}`)
    return cells.every((cell) => disclosure?.isVisible(part === undefined ? cell : { ...cell, part }) === true)
  }
  return {
    showsRow: (row, cells) => isVisible(row, cells),
    fold: (rows, cellsOf) =>
      foldReasons(rows, {
        showsState: (row) => isVisible(row, cellsOf(row)),
        showsReason: (row) => isVisible(row, cellsOf(row), String(row.reason)),
      }),
  }
}

async function protectCohorts(reading: Reading, question: Settled, floor: number): Promise<PartProtection> {
  const disclosure = await reading.recall(['cohorts', floor], async () => {
    const atoms = (await readPartAtoms(reading, 'begun', question.on)).get('') ?? []
    // There are many cohorts, so only the groups that pages ask for are told of, and departments while there are few.
    return discloseParts(atoms, floor, atoms.length > cohortAtomsMax ? ['phase'] : ['phase', 'department'])
  })
  return {
    showsRow: (row, cells) => cells.every((cell) => disclosure.isVisible({ ...cell, part: String(row.period) })),
  }
}

// Leavers count among those who came, so a group of nobody else is hidden, and what would give it away.
async function protectStays(reading: Reading, question: Settled, floor: number): Promise<PartProtection> {
  const disclosure = await reading.recall(['stays', question.on, floor], async () => {
    const atoms = await readPartAtoms(reading, 'stayed', question.on)
    return discloseBounded(atoms.get('') ?? [], (each) => createDisclosure(each, floor))
  })
  return { showsRow: (_row, cells) => cells.every((cell) => disclosure.isVisible(cell)) }
}

type Asked = { kind: 'trained' | 'answered'; floor: number; people?: readonly string[] | null }

async function disclosuresOf(
  reading: Reading,
  { on }: Settled,
  { kind, floor, people = null }: Asked,
): Promise<Map<string, PartDisclosure>> {
  return reading.recall(['parts', kind, on, floor, people], async () => {
    await reading.ensureDays([on])
    const wholes = await readPartAtoms(reading, kind, on, people ?? [])
    return new Map(
      [...wholes].map(([whole, atoms]) => [whole, discloseBounded(atoms, (each) => discloseParts(each, floor))]),
    )
  })
}
