import type { Action, ActionClass } from './action.ts'
import { builtInActions, type CatalogueLine } from './built-in-actions.ts'

const builtInByEvent = new Map(builtInActions.map((builtIn) => [builtIn.event, builtIn]))

/** The built-in catalogue extended and overridden; what a program's line leaves open comes from the built-in one. */
export function mergeCatalogue(actions: readonly Action[]): CatalogueLine[] {
  const lines = new Map(builtInActions.map((builtIn) => [keyOf(builtIn), builtIn]))
  for (const { event, object, class: own, task, layer } of actions) {
    const builtIn = builtInByEvent.get(event)
    const actionClass = own ?? builtIn?.class
    // A line without any class is refused where the program is checked.
    if (actionClass === undefined) continue
    lines.set(keyOf({ event, object }), {
      event,
      object,
      class: actionClass,
      task: task || builtIn?.task || '',
      layer: layer || builtIn?.layer || layerOf(actionClass),
    })
  }
  return [...lines.values()]
}

// Entering data is doing the work; of looking nobody can tell.
function layerOf(actionClass: ActionClass): CatalogueLine['layer'] {
  return actionClass === 'contribute' || actionClass === 'process' ? 'operational' : ''
}

function keyOf({ event, object }: { event: string; object: string }): string {
  return JSON.stringify([event, object])
}
