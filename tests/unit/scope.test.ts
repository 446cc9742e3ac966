import { describe, expect, it } from 'vitest'
import { createCredential, credentialId, hasHash } from '../../collector/access/credential.ts'
import { createPersonKeys } from '../../collector/access/person-key.ts'
import { floorOf, seesNames } from '../../collector/access/scope.ts'
import { createSignInLimit } from '../../collector/access/sign-in-limit.ts'
import { parseTtl } from '../../collector/access/tokens.ts'
import { runMeasure } from '../../collector/report/gate.ts'
import { type Role, roles } from '../../schema/routes/role.ts'

const scope = (role: Role) => ({ role, personKey: null, actor: 'test' })

describe('scope', () => {
  it('protects groups from everyone who may not see the names in them', () => {
    const floors = { floor: 5, sponsorFloor: 10 }
    const table = Object.fromEntries(roles.map((role) => [role, floorOf(scope(role), floors)]))
    expect(table).toEqual({ admin: 1, program_manager: 5, sponsor: 10, steward: 5, lead: 1, person: 1 })
    expect(roles.filter((role) => seesNames(scope(role)))).toEqual(['admin', 'lead', 'person'])
  })

  it('is never absent where a measure is asked', async () => {
    const deps = new Proxy({}, { get: () => expect.unreachable('the store was asked') })
    // Nothing of the store may be touched before the scope is known.
    await expect(
      runMeasure(deps as Parameters<typeof runMeasure>[0], undefined, { measure: 'adoption' }),
    ).rejects.toThrow('without a scope')
  })
})

describe('credentials', () => {
  it('are known by their own text only', () => {
    const [one, other] = [createCredential('tk'), createCredential('tk')]
    expect(credentialId('tk', one.text)).toBe(one.id)
    expect(credentialId('ss', one.text)).toBeUndefined()
    expect(hasHash(one.text, one.hash)).toBe(true)
    expect(hasHash(other.text, one.hash)).toBe(false)
    expect(hasHash(one.text, '')).toBe(false)
  })

  it('live as long as they are told', () => {
    expect(parseTtl('90d')).toBe(90 * 86_400_000)
    for (const text of ['', '0d', '90', 'd', '-1d', '1e3d']) expect(() => parseTtl(text)).toThrow(/lifetime/)
  })
})

describe('person keys', () => {
  it('are the same for the same secret and id, and tell nothing of either', () => {
    const keys = createPersonKeys('a'.repeat(64))
    expect(keys.keyOf('p-1')).toMatch(/^[0-9a-f]{16}$/)
    expect(keys.keyOf('p-1')).toBe(createPersonKeys('a'.repeat(64)).keyOf('p-1'))
    expect(keys.keyOf('p-1')).not.toBe(createPersonKeys('b'.repeat(64)).keyOf('p-1'))
    expect(keys.keyOf('')).toBe('')
    expect(() => createPersonKeys('')).toThrow(/too short/)
  })
})

describe('failed sign-ins', () => {
  it('are let through up to a limit, per address and minute', () => {
    let now = 0
    const limit = createSignInLimit(() => now)
    for (let count = 0; count < 20; count++) limit.failed('a')
    expect(() => limit.failed('a')).toThrow(/Too many/)
    expect(() => limit.failed('b')).not.toThrow()
    now += 60_001
    expect(() => limit.failed('a')).not.toThrow()
  })
})
