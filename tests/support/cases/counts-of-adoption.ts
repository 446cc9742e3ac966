import { count, counts, notTouched, type Table } from './table.ts'

const fieldHidden =
  'a group of one is hidden from a sponsor, and with it all the others; the sixteen of Field are a crowd'
const lateFirst = 'first one note a week until 2 March is known, 19 expected days ago; then all'
const wrongFirst = 'first cor leaves a wrong department on 16 March; then was in another all along'
const unknownFirst = 'first the program knows neither action; then both, from the first day on'

/** Adoption and what is formed of its states. */
export const countsOfAdoption = {
  adoption: [
    {
      question: 'adoption?by=department&on=2026-03-29',
      columns: ['eligible', 'measured', 'adopted', 'occasional', 'lapsed', 'never_started', 'rate'],
      cells: {
        usual: count('Usual', '1 1 1 0 0 0 1', 'two days a week and both tasks in all four blocks'),
        joiner: count('Joiner', '1 1 1 0 0 0 1', 'there since two blocks, 10 expected days: both blocks have two days'),
        leaver: count('Leaver', 'none', 'not on the roster on the date'),
        transfer: counts({ From: 'none', To: '1 1 1 0 0 0 1' }, 'belongs to the team of the date, with all 28 days'),
        long_leave: count('Long', '1 1 0 1 0 0 0', '25 workdays of leave, 5 expected days since: cannot be lapsed'),
        short_leave: count('Short', '1 1 0 0 1 0 0', '19 workdays: the tenth-last expected day is 17 February, lapsed'),
        part_time: count('Part', '1 1 1 0 0 0 1', '2 expected days a block ask for one active day'),
        sunday_to_thursday: count('SunThu', '1 1 1 0 0 0 1', 'Sunday and Monday of three blocks of five'),
        weekend_work: count('Weekend', '1 1 1 0 0 0 1', 'three days of two; no block asks for more than one'),
        before_go_live: count('Early', '1 1 1 0 0 0 1', 'live since two blocks; what was done before is no active day'),
        service_account: count('Service', 'none', 'no human'),
        two_accounts: count(
          'Aliases',
          '1 1 1 0 0 0 1',
          'one person; each account alone is one day a week and one task',
        ),
        small_group: counts(
          { 'Usual, to a sponsor': 'hidden', 'Field, to a sponsor': '16 16 0 0 0 16 0' },
          fieldHidden,
        ),
        late_events: counts({ 'Late, before': '1 1 0 0 1 0 0', Late: '1 1 1 0 0 0 1' }, lateFirst),
        corrected_roster: counts(
          { 'Wrong, before': 'none', 'Corrected, before': 'none', Wrong: 'none', Corrected: '1 1 1 0 0 0 1' },
          wrongFirst,
        ),
        corrected_program: counts({ 'Program, before': '1 1 0 0 0 1 0', Program: '1 1 1 0 0 0 1' }, unknownFirst),
        time_zone: count(
          'Zone',
          '1 1 1 0 0 0 1',
          'two days in three blocks; without summer time one in each, not adopted',
        ),
        nobody: count('Nobody', '0 0 0 0 0 0 –', 'nobody ÷ nobody is no data'),
      },
    },
  ],
  adoption_trend: [
    {
      question: 'adoption_trend?by=department&from=2026-03-15&to=2026-03-29',
      columns: ['period', 'measured', 'adopted'],
      cells: {
        usual: count('Usual', '03-15 1 1 | 03-22 1 1 | 03-29 1 1', 'adopted at every week end'),
        joiner: count('Joiner', '03-22 0 0 | 03-29 1 1', 'joined on 16 March: one block is too early, two are enough'),
        leaver: count('Leaver', '03-15 1 1 | 03-22 1 1', 'left on Monday 23 March and stays in the weeks before'),
        transfer: counts(
          { From: '03-15 1 1', To: '03-22 1 1 | 03-29 1 1' },
          'counts in the team of each week end, from the first with the blocks done elsewhere',
        ),
        long_leave: count('Long', '03-15 0 0 | 03-22 0 0 | 03-29 1 0', 'no expected day in 28 until back for five'),
        short_leave: count(
          'Short',
          '03-15 1 0 | 03-22 0 0 | 03-29 1 0',
          '6 expected days (16–20 and 23 February), then 1 (23 February), then 5 (23–27 March); 5 are enough',
        ),
        part_time: count('Part', '03-15 1 1 | 03-22 1 1 | 03-29 1 1', '8 expected days in 28, one a block is enough'),
        sunday_to_thursday: count(
          'SunThu',
          '03-15 0 0 | 03-22 1 1 | 03-29 1 1',
          'there from Sunday 8 March: that block has one expected day and is none',
        ),
        weekend_work: count('Weekend', '03-15 1 1 | 03-22 1 1 | 03-29 1 1', 'as part-time'),
        before_go_live: count('Early', '03-22 0 0 | 03-29 1 1', 'live on 16 March, as a joiner'),
        service_account: count('Service', 'none', 'no human'),
        two_accounts: count('Aliases', '03-15 1 1 | 03-22 1 1 | 03-29 1 1', 'one person at every week end'),
        small_group: counts(
          {
            'Usual, to a sponsor': 'hidden | hidden | hidden',
            'Field, to a sponsor': '03-15 16 0 | 03-22 16 0 | 03-29 16 0',
          },
          fieldHidden,
        ),
        late_events: counts(
          { 'Late, before': '03-15 1 0 | 03-22 1 0 | 03-29 1 0', Late: '03-15 1 1 | 03-22 1 1 | 03-29 1 1' },
          lateFirst,
        ),
        corrected_roster: counts(
          { 'Wrong, before': '03-15 1 1', Wrong: 'none', Corrected: '03-15 1 1 | 03-22 1 1 | 03-29 1 1' },
          wrongFirst,
        ),
        corrected_program: counts(
          { 'Program, before': '03-15 1 0 | 03-22 1 0 | 03-29 1 0', Program: '03-15 1 1 | 03-22 1 1 | 03-29 1 1' },
          unknownFirst,
        ),
        time_zone: count(
          'Zone',
          '03-15 1 0 | 03-22 1 0 | 03-29 1 1',
          'blocks of two days begin with summer time on 8 March: one, two, then three of four',
        ),
        nobody: count('Nobody', '03-15 0 0 | 03-22 0 0 | 03-29 0 0', 'a row of nobody for every week'),
      },
    },
  ],
  coverage: [
    {
      question: 'coverage?on=2026-03-29',
      columns: ['measured', 'adopted', 'people_gap', 'at_target'],
      nobody: 'coverage?on=2026-03-29&phase=none-such',
      cells: {
        usual: count('Usual', '1 1 0 true', 'the target is the half of one, rounded up: one'),
        joiner: count('Joiner', '1 1 0 true', 'measured and adopted on the date'),
        leaver: count('Leaver', 'none', 'no department without people'),
        transfer: counts({ From: 'none', To: '1 1 0 true' }, 'the team of the date'),
        long_leave: count('Long', '1 0 1 false', 'occasional: one is missing to ⌈0.5 × 1⌉'),
        short_leave: count('Short', '1 0 1 false', 'lapsed'),
        part_time: count('Part', '1 1 0 true', 'adopted'),
        sunday_to_thursday: count('SunThu', '1 1 0 true', 'adopted'),
        weekend_work: count('Weekend', '1 1 0 true', 'adopted'),
        before_go_live: count('Early', '1 1 0 true', 'live since two blocks'),
        service_account: count('Service', 'none', 'a department of machines is none'),
        two_accounts: count('Aliases', '1 1 0 true', 'one person'),
        small_group: counts(
          { 'Usual, to a sponsor': 'hidden', 'Field, to a sponsor': '16 0 8 false' },
          `${fieldHidden}; eight are missing to the half of them`,
        ),
        late_events: counts({ 'Late, before': '1 0 1 false', Late: '1 1 0 true' }, lateFirst),
        corrected_roster: counts({ 'Corrected, before': 'none', Corrected: '1 1 0 true' }, wrongFirst),
        corrected_program: counts({ 'Program, before': '1 0 1 false', Program: '1 1 0 true' }, unknownFirst),
        time_zone: count('Zone', '1 1 0 true', 'adopted by summer time only'),
        nobody: count('Nobody', 'none', 'no departments; the share of none of them is null'),
      },
    },
  ],
  movement: [
    {
      question: 'movement?by=department&from=2026-03-01&on=2026-03-29',
      columns: [
        ...['change', 'adopted_published', 'adopted_before', 'adopted', 'definition', 'late_data', 'behaviour'],
        ...['joiners', 'leavers', 'transferred_in', 'transferred_out'],
      ],
      isNamed: true,
      cells: {
        usual: count('Usual', 'change 0, adopted_published 1, adopted_before 1, adopted 1', 'nothing moved'),
        joiner: count('Joiner', 'change –, adopted 1, joiners 1', 'nobody before, so there is no rate to move from'),
        leaver: count('Leaver', 'change –, adopted_published 1, adopted_before 1, leavers 1', 'nobody any more'),
        transfer: counts(
          {
            From: 'change –, adopted_published 1, adopted_before 1, transferred_out 1',
            To: 'change –, adopted 1, transferred_in 1',
          },
          'measured on both dates, in another group: no leaver and no joiner',
        ),
        long_leave: count('Long', 'change 0', 'measured on both dates: on 1 March by 10 expected days, never adopted'),
        short_leave: count('Short', 'change 0', 'lapsed on both dates'),
        part_time: count('Part', 'change 0, adopted_published 1, adopted_before 1, adopted 1', 'adopted on both dates'),
        sunday_to_thursday: count('SunThu', 'change –, adopted 1, joiners 1', 'joined on 8 March'),
        weekend_work: count('Weekend', 'change 0, adopted_published 1, adopted_before 1, adopted 1', 'on both dates'),
        before_go_live: count(
          'Early',
          'change –, adopted 1, joiners 1',
          'was not eligible before: who goes live joins',
        ),
        service_account: count('Service', 'none', 'no human'),
        two_accounts: count('Aliases', 'change 0, adopted_published 1, adopted_before 1, adopted 1', 'on both dates'),
        small_group: counts({ 'Usual, to a sponsor': 'hidden', 'Field, to a sponsor': 'change 0' }, fieldHidden),
        late_events: counts(
          { 'Late, before': 'change 0', Late: 'change 1, adopted_before 1, adopted 1, late_data 1' },
          '1 March was told as occasional; that it was adopted is no behaviour but late data',
        ),
        corrected_roster: counts(
          {
            'Wrong, before': 'change –, adopted_published 1, adopted_before 1, leavers 1',
            Wrong: 'change –, adopted_published 1',
            Corrected: 'change –, adopted_before 1, adopted 1',
          },
          'told in a wrong department; now there on both dates, so nobody left and nobody joined',
        ),
        corrected_program: counts(
          { 'Program, before': 'change 0', Program: 'change 1, adopted_before 1, adopted 1, definition 1' },
          'that the actions count is the definition, not behaviour',
        ),
        time_zone: count('Zone', 'change 1, adopted 1, behaviour 1', 'until summer time one day a week, then two'),
        nobody: count('Nobody', 'change –', 'nobody on either date'),
      },
    },
  ],
  perfunctory: [
    {
      question: 'perfunctory?by=department&on=2026-03-29',
      columns: ['value_actions', 'flagged', 'rate'],
      cells: {
        usual: count('Usual', '8 1 0.125', 'the change of 17 March is of 6 March: seven workdays after, backdated'),
        joiner: count('Joiner', '4 1 0.25', 'the same change, of four actions; workdays are those of the roster row'),
        leaver: count('Leaver', 'none', 'not measured on the date'),
        transfer: counts({ From: 'none', To: '8 1 0.125' }, 'all 28 days go with the person'),
        long_leave: count('Long', '0 0 –', 'no action in 28 days, nothing to be a share of'),
        short_leave: count('Short', '0 0 –', 'no action in 28 days'),
        part_time: count('Part', '8 0 0', 'from Friday 6 to Tuesday 17 March are four workdays: 9, 10, 16, 17'),
        sunday_to_thursday: count('SunThu', '7 1 0.1429', 'from Friday 13 to Sunday 22 March are six: 15–19 and 22'),
        weekend_work: count('Weekend', '12 0 0', 'four Saturdays more; four workdays again'),
        before_go_live: count('Early', '4 1 0.25', 'only actions since go-live'),
        service_account: count('Service', 'none', 'no human'),
        two_accounts: count('Aliases', '8 1 0.125', 'the actions of both accounts together'),
        small_group: counts({ 'Usual, to a sponsor': 'hidden', 'Field, to a sponsor': '0 0 –' }, fieldHidden),
        late_events: counts({ 'Late, before': '1 0 0', Late: '8 1 0.125' }, 'the flag comes with its action'),
        corrected_roster: counts({ 'Corrected, before': 'none', Corrected: '8 1 0.125' }, wrongFirst),
        corrected_program: counts({ 'Program, before': '0 0 –', Program: '8 1 0.125' }, unknownFirst),
        time_zone: count('Zone', '8 1 0.125', 'by local dates Friday 6 to Tuesday 17 March too'),
        nobody: count('Nobody', '0 0 –', 'no actions: no data'),
      },
    },
  ],
  verified: [
    {
      question: 'verified?by=department&on=2026-03-29',
      columns: ['measured', 'adopted', 'verified_adopted', 'gap'],
      cells: {
        usual: count('Usual', '1 1 1 0', 'without the flagged change three of four blocks are left'),
        joiner: count('Joiner', '1 1 0 1', 'both blocks are asked for, and the change of 17 March made one of them'),
        leaver: count('Leaver', 'none', 'not measured on the date'),
        transfer: counts({ From: 'none', To: '1 1 1 0' }, 'the blocks of both teams'),
        long_leave: count('Long', '1 0 0 0', 'not adopted either way'),
        short_leave: count('Short', '1 0 0 0', 'not adopted either way'),
        part_time: count('Part', '1 1 1 0', 'nothing is flagged'),
        sunday_to_thursday: count('SunThu', '1 1 0 1', 'three blocks, all asked for; the note of 22 March is flagged'),
        weekend_work: count('Weekend', '1 1 1 0', 'nothing is flagged'),
        before_go_live: count('Early', '1 1 0 1', 'two blocks since go-live, as the joiner'),
        service_account: count('Service', 'none', 'no human'),
        two_accounts: count('Aliases', '1 1 1 0', 'three of four blocks are left'),
        small_group: counts({ 'Usual, to a sponsor': 'hidden', 'Field, to a sponsor': '16 0 0 0' }, fieldHidden),
        late_events: counts({ 'Late, before': '1 0 0 0', Late: '1 1 1 0' }, lateFirst),
        corrected_roster: counts({ 'Corrected, before': 'none', Corrected: '1 1 1 0' }, wrongFirst),
        corrected_program: counts({ 'Program, before': '1 0 0 0', Program: '1 1 1 0' }, unknownFirst),
        time_zone: count('Zone', '1 1 0 1', 'three blocks since summer time, one of them by the flagged change'),
        nobody: count('Nobody', '0 0 0 –', 'nobody'),
      },
    },
  ],
  pulse: [
    {
      question: 'pulse?on=2026-03-29',
      columns: ['state', 'active_days', 'expected_days', 'expected_days_since', 'measured', 'adopted'],
      nobody: 'pulse?on=2026-03-29&department=Nobody',
      cells: {
        usual: count('usual', 'adopted 8 20 3 1 0', 'last on Tuesday 24 March; leads one of Field, who never started'),
        joiner: count('jo', 'adopted 4 10 3 1 0', 'ten expected days since 16 March'),
        leaver: count('lea', 'none', 'leads nobody any more'),
        transfer: count('tom', 'adopted 8 20 3 1 0', 'one leader, whatever the team'),
        long_leave: count(
          'lou',
          'occasional 0 5 13 1 0',
          'since 3 February: 3 + 5 expected days before the leave, 5 after',
        ),
        short_leave: count('sam', 'lapsed 0 5 19 1 0', '3 + 5 + 5 + 1 before the leave, 5 after'),
        part_time: count('pat', 'adopted 8 8 0 1 0', 'no Monday nor Tuesday since 24 March'),
        sunday_to_thursday: count('sun', 'adopted 7 16 0 1 0', 'last on the very Sunday; four of five weeks'),
        weekend_work: count('wes', 'adopted 12 8 0 1 0', 'last on Saturday 28 March; more active days than expected'),
        before_go_live: count('bea', 'adopted 4 10 3 1 0', 'ten expected days since go-live'),
        service_account: count('robo', 'none', 'no machine leads anyone'),
        two_accounts: count('ali', 'adopted 8 20 3 1 0', 'the manager named by the other account is the same person'),
        small_group: notTouched('names leaders, so who may not see names is refused: measures-voice.test.ts'),
        late_events: counts(
          { 'lat, before': 'lapsed 1 20 19 1 0', lat: 'adopted 8 20 3 1 0' },
          'last on 2 March, or on 24 March',
        ),
        corrected_roster: counts({ 'cor, before': 'none', cor: 'adopted 8 20 3 1 0' }, wrongFirst),
        corrected_program: counts(
          { 'pro, before': 'never_started 0 20 – 1 0', pro: 'adopted 8 20 3 1 0' },
          unknownFirst,
        ),
        time_zone: count(
          'zoe',
          'adopted 7 20 3 1 0',
          'seven local days: the changes of 3 March and before fall on Mondays',
        ),
        nobody: count('Nobody', 'none', 'no leaders'),
      },
    },
  ],
} satisfies Table
