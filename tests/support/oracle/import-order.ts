import type { Order } from './inputs.ts'

/** Sorts by import, then line: what comes later wins. */
export function byOrder(a: Order, b: Order): number {
  return a.importOrder - b.importOrder || a.line - b.line
}
