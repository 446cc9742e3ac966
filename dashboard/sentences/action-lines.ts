type UnknownEvent = { event: string; object: string }

/** What a verb at the end of an event's name is as a task, and the class it usually has. */
const verbs: Record<string, { task: string; class: string }> = {
  viewed: { task: 'view', class: 'consume' },
  opened: { task: 'view', class: 'consume' },
  searched: { task: 'search', class: 'consume' },
  exported: { task: 'export', class: 'consume' },
  downloaded: { task: 'download', class: 'consume' },
  created: { task: 'create', class: 'contribute' },
  added: { task: 'create', class: 'contribute' },
  updated: { task: 'update', class: 'contribute' },
  edited: { task: 'update', class: 'contribute' },
  deleted: { task: 'delete', class: 'contribute' },
  logged: { task: 'log', class: 'contribute' },
  completed: { task: 'complete', class: 'contribute' },
  moved: { task: 'move', class: 'process' },
  submitted: { task: 'submit', class: 'process' },
  approved: { task: 'approve', class: 'process' },
  closed: { task: 'close', class: 'process' },
}

/** The part of a program file that would classify events; class and task are a first guess from their names. */
export function actionLines(events: readonly UnknownEvent[]): string {
  return ['actions:', ...events.map(actionLine)].join('\n')
}

function actionLine({ event, object }: UnknownEvent): string {
  const known = object === '' ? '' : `, object: ${yamlText(object)}`
  const { task, class: itsClass } = guess(event)
  const named = itsClass === 'presence' ? '' : `, task: ${yamlText(task)}`
  return `  - { event: ${yamlText(event)}${known}, class: ${itsClass}${named} }`
}

function guess(event: string): { task: string; class: string } {
  const words = event.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  if (/^(signed|logged) ?in$|session|^page/.test(words.join(' '))) return { task: '', class: 'presence' }
  const verb = verbs[words.at(-1) ?? '']
  if (verb) return { task: [verb.task, ...words.slice(0, -1)].join('_'), class: verb.class }
  return { task: words.join('_') || 'task', class: 'contribute' }
}

const plainText = /^[\p{L}][\p{L}\p{N}_ -]*[\p{L}\p{N}]$/u
const yamlWords = /^(true|false|null|yes|no|on|off)$/i

// JSON is YAML: what is more than plain words is written as a JSON text.
function yamlText(text: string): string {
  return plainText.test(text) && !yamlWords.test(text) ? text : JSON.stringify(text)
}
