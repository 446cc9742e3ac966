import type { Role } from '../../schema/routes/role.ts'

/** Who asks. Computed from the credential at every request, never taken from the request itself. */
export type Scope = {
  role: Role
  /** The person the viewer is; null for a credential that is nobody's. */
  personKey: string | null
  /** Token id, session id or `local`: what the audit names. */
  actor: string
}

/** Smallest groups that show numbers, as the program says. */
export type Floors = { floor: number; sponsorFloor: number }

/** Smallest group that this viewer may see numbers of; 1 where the viewer may see the names themselves. */
export function floorOf(scope: Scope, { floor, sponsorFloor }: Floors): number {
  if (scope.role === 'sponsor') return Math.max(1, sponsorFloor)
  if (scope.role === 'program_manager' || scope.role === 'steward') return Math.max(1, floor)
  return 1
}

/** The same for what people answer: whoever leads them sees who they are, never what one of them says. */
export function answersFloorOf(scope: Scope, floors: Floors): number {
  return scope.role === 'lead' ? Math.max(1, floors.floor) : floorOf(scope, floors)
}

/** Whether the role may see names at all; of whom is decided per date. */
export function seesNames(scope: Scope): boolean {
  return scope.role === 'admin' || scope.role === 'lead' || scope.role === 'person'
}
