import { type DemoPerson, placeOf } from './demo-person.ts'
import { type Dice, openDice } from './seeded-dice.ts'

/** An enterprise of the target universe, with how far the CRM knows it. */
export type DemoAccount = {
  accountId: string
  name: string
  tier: 'A' | 'B' | 'C'
  department: string
  /** Undefined when nobody owns it. */
  owner: DemoPerson | undefined
  inCrm: boolean
  hasContact: boolean
  /** Nobody works on it. */
  dormant: boolean
  opportunityIds: string[]
  contactIds: string[]
}

const tiers = [
  { tier: 'A', count: 40, department: 'Key Accounts' },
  { tier: 'B', count: 110, department: 'Field Sales' },
  { tier: 'C', count: 110, department: 'Inside Sales' },
] as const

const places =
  'Alpine Aurora Baltic Boreal Cedar Cobalt Coral Delta Drava Fjord Garonne Glarus Harbour Iberia Indus Jura Kestrel Lagoon Levant Meridian Mistral Mosel Nile Northgate Orchid Pacific Rhône Ridge Saimaa Sierra Sumida Tagus Tern Umbra Vistula Volta Wharf Yarra Zambezi Zenith'.split(
    ' ',
  )
const trades =
  'Biotech Cement Dairy Foods Freight Glass Hospitals Labs Marine Mills Optics Packaging Paper Pharma Power Rail Robotics Steel Textiles Water'.split(
    ' ',
  )

/** The accounts the company means to serve; some are missing at every step on the way to being represented. */
export function inventAccounts(people: DemoPerson[]): DemoAccount[] {
  const dice = openDice('accounts')
  const names = dice.shuffle(places.flatMap((place) => trades.map((trade) => `${place} ${trade}`)))
  const accounts: DemoAccount[] = []
  for (const { tier, count, department } of tiers) {
    const owners = people.filter((person) => placeOf(person).department === department && !person.isLead)
    for (let index = 0; index < count; index++) {
      const number = accounts.length + 1
      accounts.push({
        accountId: `acc-${String(number).padStart(4, '0')}`,
        name: names[number] ?? `Account ${number}`,
        tier,
        department,
        owner: dice.chance(0.06) ? undefined : ownerOf(owners, dice),
        inCrm: dice.chance(0.88),
        hasContact: dice.chance(0.9),
        dormant: dice.chance(0.08),
        opportunityIds: [],
        contactIds: [],
      })
    }
  }
  return accounts
}

// Whoever works in the CRM has the more accounts in it.
function ownerOf(owners: DemoPerson[], dice: Dice): DemoPerson {
  const keen = owners.filter((person) => person.behaviour === 'steady' || person.behaviour === 'perfunctory')
  return dice.pick(dice.chance(0.8) ? keen : owners)
}
