import type { ActionClass, ActionLayer } from './action.ts'

/** A line of the catalogue with nothing left open; an action without a layer belongs to none. */
export type CatalogueLine = {
  event: string
  object: string
  class: ActionClass
  task: string
  layer: ActionLayer | ''
}

const line = (event: string, actionClass: ActionClass, task = '', layer: ActionLayer | '' = ''): CatalogueLine => ({
  event,
  object: '',
  class: actionClass,
  task,
  layer,
})

/** The catalogue every program starts from; `{o}` is the object of the event. */
export const builtInActions: readonly CatalogueLine[] = [
  line('Signed In', 'presence'),
  line('Page Viewed', 'presence'),
  line('Record Viewed', 'consume', 'view_{o}', 'operational'),
  line('Report Viewed', 'consume', 'view_report', 'analytical'),
  line('Report Exported', 'consume', 'export_report', 'analytical'),
  line('Search Performed', 'consume', 'search', 'operational'),
  line('Record Created', 'contribute', 'create_{o}', 'operational'),
  line('Record Updated', 'contribute', 'update_{o}', 'operational'),
  line('Record Deleted', 'contribute', 'delete_{o}', 'operational'),
  // Whoever writes down a call or a meeting tells the others who work on the record.
  line('Activity Logged', 'contribute', 'log_activity', 'collaborative'),
  line('Task Completed', 'contribute', 'complete_task', 'operational'),
  // Its origin is import, so it never counts.
  line('Record Imported', 'contribute', '', 'operational'),
  line('Stage Changed', 'process', 'move_{o}', 'operational'),
  line('Forecast Submitted', 'process', 'submit_forecast', 'analytical'),
]
