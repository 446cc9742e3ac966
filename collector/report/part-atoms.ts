import { z } from 'zod'
import type { CalendarDate } from '../../schema/calendar-date.ts'
import { queryRows } from '../store/query.ts'
import type { Atom } from './disclosure-blocks.ts'
import type { Reading } from './reading.ts'

const atomRow = z.object({
  /** Parts of one whole: the people who are in none of them are not in it. */
  whole: z.string(),
  part: z.string(),
  department: z.string(),
  team: z.string(),
  role: z.string(),
  phase: z.string(),
  people: z.coerce.number(),
})

// Groups are those of the date; whoever is measured is either in the part or not.
const trained = `
WITH
  (SELECT (week_start + 5) % 7 + 1 FROM current_settings) AS last_weekday,
  learned AS (
    SELECT if(a.person_key = '', c.person_key, a.person_key) AS learner, c.course AS course, min(c.completed_on) AS learned_on
    FROM course_completions AS c LEFT JOIN current_aliases AS a ON a.alias_key = c.person_key
    WHERE c.completed_on <= {on:Date}
    GROUP BY learner, course
  ),
  due AS (
    SELECT learner, course, arrayJoin([2, 4, 12]) AS weeks, learned_on + 7 * weeks AS due_on,
      due_on + (last_weekday - toDayOfWeek(due_on) + 7) % 7 AS week_end
    FROM learned
  ),
  followed AS (
    SELECT d.learner AS learner, d.course AS course, groupArray(concat('followed_', toString(d.weeks), 'w')) AS parts
    FROM due AS d
    INNER JOIN (SELECT person_key, on_day FROM person_state FINAL WHERE is_week_end AND on_day <= {on:Date} AND state != 'not_measured') AS p
      ON p.person_key = d.learner AND p.on_day = d.week_end
    GROUP BY learner, course
  ),
  standing AS (
    SELECT person_key, department, team, role, phase FROM person_state FINAL WHERE on_day = {on:Date} AND state != 'not_measured'
  )
SELECT
  concat(c.course, '|', arrayJoin(['trained', 'trained_3w', 'followed_2w', 'followed_4w', 'followed_12w']) AS kind) AS whole,
  if(multiIf(kind = 'trained', l.learner != '', kind = 'trained_3w', l.learner != '' AND l.learned_on <= {on:Date} - 21, has(f.parts, kind)), 'in', 'out') AS part,
  s.department AS department, s.team AS team, s.role AS role, s.phase AS phase, count() AS people
FROM standing AS s
CROSS JOIN (SELECT DISTINCT course FROM learned) AS c
LEFT JOIN learned AS l ON l.learner = s.person_key AND l.course = c.course
LEFT JOIN followed AS f ON f.learner = s.person_key AND f.course = c.course
GROUP BY whole, part, department, team, role, phase ORDER BY ALL`

const answered = `
SELECT concat(s.state, '|', h.question) AS whole, h.answer.2 AS part,
  s.department AS department, s.team AS team, s.role AS role, s.phase AS phase, count() AS people
FROM (SELECT person_key, state, department, team, role, phase FROM person_state FINAL WHERE on_day = {on:Date} AND state != 'not_measured') AS s
INNER JOIN newest_answers(on = {on:Date}) AS h ON h.answerer = s.person_key
WHERE empty({people:Array(String)}) OR has({people:Array(String)}, s.person_key)
GROUP BY whole, part, department, team, role, phase ORDER BY ALL`

const begun = `
SELECT '' AS whole, toString(cohort) AS part, department, team, role, phase, count() AS people
FROM cohort_members(people = [])
GROUP BY cohort, department, team, role, phase ORDER BY ALL`

const stayed = `
SELECT '' AS whole, '' AS part, department, team, role, phase, count() AS people
FROM value_clocks(on = {on:Date}, people = [])
GROUP BY department, team, role, phase ORDER BY ALL`

const statements = { trained, answered, begun, stayed }

/**
 * Sizes of the smallest groups of people of another kind than the measured ones, by the whole that their parts make up; of
 * those who answered among some people alone, without any among everyone.
 */
export async function readPartAtoms(
  { store }: Reading,
  kind: keyof typeof statements,
  on: CalendarDate,
  among: readonly string[] = [],
): Promise<Map<string, Atom[]>> {
  const wholes = new Map<string, Atom[]>()
  const found = await queryRows(store.writer, statements[kind], { on, people: among }, atomRow)
  for (const { whole, people, ...atom } of found) {
    const atoms = wholes.get(whole) ?? []
    atoms.push({ ...atom, measured: people, eligible: people })
    wholes.set(whole, atoms)
  }
  return wholes
}
