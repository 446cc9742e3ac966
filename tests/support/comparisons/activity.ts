import { concentration } from '../oracle/concentration.ts'
import { formatDay, parseDay } from '../oracle/day.ts'
import { effort } from '../oracle/effort.ts'
import { giveGet } from '../oracle/give-get.ts'
import { habit } from '../oracle/habit.ts'
import { layers } from '../oracle/layers.ts'
import { reach } from '../oracle/reach.ts'
import { stickiness } from '../oracle/stickiness.ts'
import { tasks } from '../oracle/tasks.ts'
import { training } from '../oracle/training.ts'
import { both } from './both.ts'
import { type Comparison, keyedBy, rangeOf, split } from './comparison.ts'

/** Habit on a date. */
export const compareHabit: Comparison = async ({ target, org }, { on, by }) =>
  both(await target.ask('habit', { on, by }), habit(org, { on: parseDay(on), ...split(by) }))

/** Reach, regularity and range on a date. */
export const compareReach: Comparison = async ({ target, org }, { on, by }) =>
  both(await target.ask('reach', { on, by }), reach(org, { on: parseDay(on), ...split(by) }))

/** Concentration on a date. */
export const compareConcentration: Comparison = async ({ target, org }, { on, by }) =>
  both(await target.ask('concentration', { on, by }), concentration(org, { on: parseDay(on), ...split(by) }))

/** Effort on a date. */
export const compareEffort: Comparison = async ({ target, org }, { on, by }) => {
  const wanted = effort(org, { on: parseDay(on), ...split(by) })
  return both(await target.ask('effort', { on, by }), wanted, keyedBy('group', 'task'))
}

/** Layers on a date. */
export const compareLayers: Comparison = async ({ target, org }, { on, by }) =>
  both(await target.ask('layers', { on, by }), layers(org, { on: parseDay(on), ...split(by) }))

/** Bands of active days at the period ends of a range. */
export const compareStickiness: Comparison = async ({ target, org }, question) => {
  const { from, on, by, grain, completeDay } = question
  const span = { from: parseDay(from), to: parseDay(on), completeThrough: parseDay(completeDay) }
  const rows = stickiness(org, { ...span, grain, ...split(by) })
  const wanted = rows.map((row) => ({ ...row, period: formatDay(row.period) }))
  return both(await target.ask('stickiness', { ...rangeOf(question), by }), wanted, keyedBy('period', 'group'))
}

/** Core tasks on a date. */
export const compareTasks: Comparison = async ({ target, org }, { on, by }) => {
  const wanted = tasks(org, { on: parseDay(on), ...split(by) })
  return both(await target.ask('tasks', { on, by }), wanted, keyedBy('group', 'task'))
}

/** Training on a date; a course that only others completed has rows too, which only who knows the others expects. */
export const compareTraining: Comparison = async ({ target, org }, { on, by }) => {
  const wanted = training(org, { on: parseDay(on), ...split(by) })
  const completed = org.inputs.training.filter(({ completedOn }) => completedOn <= parseDay(on))
  const courses = new Set(completed.map(({ course }) => course))
  const rows = (await target.ask('training', { on, by })).filter(({ course }) => courses.has(String(course)))
  return both(rows, wanted, keyedBy('group', 'course'))
}

/** What is given and taken on a date. */
export const compareGiveGet: Comparison = async ({ target, org }, { on, by }) =>
  both(await target.ask('give_get', { on, by }), giveGet(org, { on: parseDay(on), ...split(by) }))
