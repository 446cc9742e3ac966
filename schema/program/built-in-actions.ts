import type { ActionClass } from './action.ts'

/** A line of the catalogue with nothing left open. */
export type CatalogueLine = { event: string; object: string; class: ActionClass; task: string }

const line = (event: string, actionClass: ActionClass, task = ''): CatalogueLine => ({
  event,
  object: '',
  class: actionClass,
  task,
})

/** The catalogue every program starts from; `{o}` is the object of the event. */
export const builtInActions: readonly CatalogueLine[] = [
  line('Signed In', 'presence'),
  line('Page Viewed', 'presence'),
  line('Record Viewed', 'consume', 'view_{o}'),
  line('Report Viewed', 'consume', 'view_report'),
  line('Report Exported', 'consume', 'export_report'),
  line('Search Performed', 'consume', 'search'),
  line('Record Created', 'contribute', 'create_{o}'),
  line('Record Updated', 'contribute', 'update_{o}'),
  line('Record Deleted', 'contribute', 'delete_{o}'),
  line('Activity Logged', 'contribute', 'log_activity'),
  line('Task Completed', 'contribute', 'complete_task'),
  // Its origin is import, so it never counts.
  line('Record Imported', 'contribute'),
  line('Stage Changed', 'process', 'move_{o}'),
  line('Forecast Submitted', 'process', 'submit_forecast'),
]
