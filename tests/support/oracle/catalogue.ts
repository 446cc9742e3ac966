import type { EventRow, ProgramFile } from './inputs.ts'

/** What the catalogue says about an event. */
export interface Action {
  class: string
  task: string
  /** As the program names it. */
  layer?: string | undefined
}

// The built-in table of the contract; {o} is the event's object.
const BUILT_IN: Record<string, Action> = {
  'Signed In': { class: 'presence', task: '' },
  'Page Viewed': { class: 'presence', task: '' },
  'Record Viewed': { class: 'consume', task: 'view_{o}' },
  'Report Viewed': { class: 'consume', task: 'view_report' },
  'Report Exported': { class: 'consume', task: 'export_report' },
  'Search Performed': { class: 'consume', task: 'search' },
  'Record Created': { class: 'contribute', task: 'create_{o}' },
  'Record Updated': { class: 'contribute', task: 'update_{o}' },
  'Record Deleted': { class: 'contribute', task: 'delete_{o}' },
  'Activity Logged': { class: 'contribute', task: 'log_activity' },
  'Task Completed': { class: 'contribute', task: 'complete_task' },
  'Record Imported': { class: 'contribute', task: '' },
  'Stage Changed': { class: 'process', task: 'move_{o}' },
  'Forecast Submitted': { class: 'process', task: 'submit_forecast' },
}

/** Class and task of an event: its own task, else the program's, else the built-in table's. */
export function actionOf(event: EventRow, program: ProgramFile): Action {
  const own = programEntry(event, program)
  const builtIn = BUILT_IN[event.event]
  const task = event.task || own?.task || builtIn?.task || ''
  return {
    class: own?.class ?? builtIn?.class ?? 'unclassified',
    task: task.replaceAll('{o}', event.object),
    layer: own?.layer,
  }
}

// An entry for the event's object is more specific than one for every object.
function programEntry(event: EventRow, program: ProgramFile) {
  const entries = (program.actions ?? []).filter((entry) => entry.event === event.event)
  return (
    entries.find((entry) => entry.object !== undefined && entry.object === event.object) ??
    entries.find((entry) => entry.object === undefined)
  )
}
