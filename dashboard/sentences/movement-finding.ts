import { type Finding, finding, tenths } from './finding.ts'
import { type Movement, type Shown, shown } from './measure-answer.ts'
import { type MovedPart, movedParts } from './movement-parts.ts'

const noticedTenths = 5
const mainlyShare = 0.9

/**
 * What moved adoption: "The rise of 3.1 points is people's own work, not a change of roster or rules". Null when the change is
 * not known. Parts too small to show are in behaviour; then nothing is said of behaviour.
 */
export function movementFinding(row: Shown<Movement> | null): Finding | null {
  const total = shown(row)
  const moved = total && movedParts(total)
  if (total === null || moved === null) return null
  const { change, parts } = moved
  if (parts.every((part) => part.tenths === 0)) return finding('movement.still')
  if (parts.every((part) => Math.abs(part.tenths) < noticedTenths)) return finding('movement.hardly')
  if (change === 0) return balanced(parts)
  const way = change > 0 ? 'rose' : 'fell'
  const points = tenths(Math.abs(change))
  if (isFolded(total)) return finding(`movement.${way}`, { points })
  const behaviour = parts.find(({ cause }) => cause === 'behaviour')?.tenths ?? 0
  if (Math.sign(behaviour) === -Math.sign(change) && Math.abs(behaviour) >= noticedTenths) {
    return finding(`movement.${way}_despite`, { points, behaviour: tenths(Math.abs(behaviour)) })
  }
  const others = parts.reduce((sum, part) => sum + (part.cause === 'behaviour' ? 0 : Math.abs(part.tenths)), 0)
  if (behaviour * change > 0 && others <= (1 - mainlyShare) * Math.abs(change)) {
    return finding(`movement.${way}_behaviour`, { points })
  }
  const main = parts.find((part) => 2 * part.tenths * Math.sign(change) > Math.abs(change))
  return main === undefined || sumAgainst(parts, change) > noticedTenths
    ? finding(`movement.${way}`, { points })
    : finding(`movement.${way}_mostly`, { points, part: causeOf(main) })
}

/** Whether a part moved by too few people to show stands in behaviour. */
export function isFolded({ joiners_leavers, transfers }: Movement): boolean {
  return joiners_leavers === null || transfers === null
}

function balanced(parts: readonly MovedPart[]): Finding {
  const [up] = parts.toSorted((a, b) => b.tenths - a.tenths)
  const [down] = parts.toSorted((a, b) => a.tenths - b.tenths)
  if (!up || !down) return finding('movement.still')
  const said = { up: causeOf(up), gained: tenths(up.tenths), down: causeOf(down), lost: tenths(-down.tenths) }
  return finding('movement.balanced', said)
}

// With much that goes the other way, "most of it" would say more than the numbers do.
function sumAgainst(parts: readonly MovedPart[], change: number): number {
  return parts.reduce((sum, part) => sum + Math.max(0, -part.tenths * Math.sign(change)), 0)
}

const causeOf = ({ cause }: MovedPart) => finding(`movement.cause.${cause}`)
