import { count, counts, type Table } from './table.ts'

const hidden = 'a group of one is hidden from a sponsor, and with it all the others'
const oneNote = 'first one note a week until 2 March is known; then all'
const wrongFirst = 'first cor leaves a wrong department on 16 March; then was in another all along'
const unknownFirst = 'first the program knows neither action; then both, from the first day on'

// Three weeks of one column.
const thrice = (column: string) => ['03-15', '03-22', '03-29'].map((day) => `period ${day}, ${column} 1`).join(' | ')
const twice = (column: string) => ['03-22', '03-29'].map((day) => `period ${day}, ${column} 1`).join(' | ')

// Weeks of a cohort of one: expected, active, share.
const [came, stayedOut, away] = ['1 1 1', '1 0 0', '0 0 –']
const weeks = (...all: [number, string][]) => all.flatMap(([many, week]) => Array(many).fill(week)).join(' | ')

/** What is told week by week, or from a first day on. */
export const countsOverWeeks = {
  lifecycle: [
    {
      question: 'lifecycle?by=department&from=2026-03-15&to=2026-03-29',
      columns: [...['period', 'new', 'retained', 'resurrected', 'lapsed_now', 'still_lapsed', 'never', 'not_expected']],
      isNamed: true,
      cells: {
        usual: count('Usual', thrice('retained'), 'active every week'),
        joiner: count('Joiner', 'period 03-22, new 1 | period 03-29, retained 1', 'on the roster from 16 March'),
        leaver: count('Leaver', 'period 03-15, retained 1 | period 03-22, retained 1', 'not on the roster on 29 March'),
        transfer: counts(
          { From: 'period 03-15, retained 1', To: twice('retained') },
          'in the team of the week end, and no beginner there',
        ),
        long_leave: count(
          'Long',
          'period 03-15, not_expected 1 | period 03-22, not_expected 1 | period 03-29, still_lapsed 1',
          'the expected week before the last is that of 15 February, without an action too',
        ),
        short_leave: count(
          'Short',
          'period 03-15, not_expected 1 | period 03-22, not_expected 1 | period 03-29, still_lapsed 1',
          'the expected week before the last is that of 1 March: the leave begins on its Tuesday',
        ),
        part_time: count('Part', thrice('retained'), 'active every week'),
        sunday_to_thursday: count(
          'SunThu',
          thrice('retained'),
          'new on Sunday 8 March, which ends the week before these',
        ),
        weekend_work: count('Weekend', thrice('retained'), 'active every week'),
        before_go_live: count(
          'Early',
          'period 03-15, not_expected 1 | period 03-22, new 1 | period 03-29, retained 1',
          'on the roster and not live; what was done before is not the first time',
        ),
        service_account: count('Service', 'none', 'no human'),
        two_accounts: count('Aliases', thrice('retained'), 'one person'),
        small_group: counts({ 'Usual, to a sponsor': 'hidden | hidden | hidden' }, hidden),
        late_events: counts(
          {
            'Late, before': 'period 03-15, lapsed_now 1 | period 03-22, still_lapsed 1 | period 03-29, still_lapsed 1',
            Late: thrice('retained'),
          },
          oneNote,
        ),
        corrected_roster: counts(
          { 'Wrong, before': 'period 03-15, retained 1', Wrong: 'none', Corrected: thrice('retained') },
          wrongFirst,
        ),
        corrected_program: counts({ 'Program, before': thrice('never'), Program: thrice('retained') }, unknownFirst),
        time_zone: count('Zone', thrice('retained'), 'active every week by local dates'),
        nobody: count('Nobody', 'period 03-15 | period 03-22 | period 03-29', 'a row of zeros for every week'),
      },
    },
  ],
  stickiness: [
    {
      question: 'stickiness?by=department&from=2026-03-15&to=2026-03-29',
      columns: ['period', 'none', 'up_to_25', 'up_to_50', 'up_to_75', 'above_75'],
      isNamed: true,
      cells: {
        usual: count('Usual', thrice('up_to_50'), '2 of 5 days'),
        joiner: count('Joiner', twice('up_to_50'), '2 of 5 days in both weeks'),
        leaver: count('Leaver', 'period 03-15, up_to_50 1 | period 03-22, up_to_50 1', 'stays in the weeks before'),
        transfer: counts({ From: 'period 03-15, up_to_50 1', To: twice('up_to_50') }, 'in the team of the week end'),
        long_leave: count('Long', 'period 03-29, none 1', 'a week of leave has no expected day'),
        short_leave: count('Short', 'period 03-29, none 1', 'a week of leave has no expected day'),
        part_time: count('Part', thrice('above_75'), '2 of 2 days'),
        sunday_to_thursday: count('SunThu', thrice('up_to_50'), '2 of 5 days, Sunday among them'),
        weekend_work: count('Weekend', thrice('above_75'), '3 of 2 days, at most all'),
        before_go_live: count('Early', twice('up_to_50'), '2 of 5 days since go-live'),
        service_account: count('Service', 'none', 'no human'),
        two_accounts: count('Aliases', thrice('up_to_50'), '2 of 5 days, one by each account'),
        small_group: counts({ 'Usual, to a sponsor': 'hidden | hidden | hidden' }, hidden),
        late_events: counts({ 'Late, before': thrice('none'), Late: thrice('up_to_50') }, oneNote),
        corrected_roster: counts(
          { 'Wrong, before': 'period 03-15, up_to_50 1', Wrong: 'none', Corrected: thrice('up_to_50') },
          wrongFirst,
        ),
        corrected_program: counts({ 'Program, before': thrice('none'), Program: thrice('up_to_50') }, unknownFirst),
        time_zone: count('Zone', thrice('up_to_50'), '2 of 5 local days since summer time'),
        nobody: count('Nobody', 'period 03-15 | period 03-22 | period 03-29', 'a row of zeros for every week'),
      },
    },
  ],
  retention: [
    {
      // Eight weeks of the cohort that began in the week to 8 February.
      question: 'retention?by=department&from=2026-02-08&to=2026-03-29',
      columns: ['expected', 'active', 'share'],
      cells: {
        usual: count('Usual', weeks([8, came]), 'active in all eight weeks'),
        joiner: count('Joiner', weeks([2, came]), 'a cohort of the week to 22 March'),
        leaver: count('Leaver', weeks([7, came], [1, away]), 'stays in the cohort, and is not expected after leaving'),
        transfer: counts({ From: weeks([8, came]), To: 'none' }, 'stays in the cohort of the first team'),
        long_leave: count('Long', weeks([1, came], [1, stayedOut], [5, away], [1, stayedOut]), 'five weeks of leave'),
        short_leave: count(
          'Short',
          weeks([1, came], [3, stayedOut], [3, away], [1, stayedOut]),
          'three whole weeks of leave',
        ),
        part_time: count('Part', weeks([8, came]), 'active in all weeks'),
        sunday_to_thursday: count('SunThu', weeks([4, came]), 'began on Sunday 8 March, in the week that ends then'),
        weekend_work: count('Weekend', weeks([8, came]), 'active in all weeks'),
        before_go_live: count(
          'Early',
          weeks([2, came]),
          'the first value action that counts is of the week to 22 March',
        ),
        service_account: count('Service', 'none', 'no human'),
        two_accounts: count('Aliases', weeks([8, came]), 'one person, one cohort'),
        small_group: counts({ 'Usual, to a sponsor': weeks([8, 'hidden']) }, hidden),
        late_events: counts({ 'Late, before': weeks([5, came], [3, stayedOut]), Late: weeks([8, came]) }, oneNote),
        corrected_roster: counts(
          { 'Wrong, before': weeks([6, came], [2, away]), Wrong: 'none', Corrected: weeks([8, came]) },
          wrongFirst,
        ),
        corrected_program: counts({ 'Program, before': 'none', Program: weeks([8, came]) }, unknownFirst),
        time_zone: count('Zone', weeks([8, came]), 'active in all weeks'),
        nobody: count('Nobody', 'none', 'no cohort'),
      },
    },
  ],
  time_to_value: [
    {
      question: 'time_to_value?by=department&on=2026-03-29',
      columns: ['people', 'active', 'active_median', 'adopted', 'adopted_median'],
      cells: {
        usual: count(
          'Usual',
          '1 1 0 1 10',
          'active on the first day, adopted at the second week end, ten expected days on',
        ),
        joiner: count('Joiner', '1 1 0 1 10', 'from 16 March: ten expected days before 29 March'),
        leaver: count('Leaver', '1 1 0 1 10', 'who left counts too'),
        transfer: counts(
          { From: 'none', To: '1 1 0 1 10' },
          'a transfer does not break the stay; the team of the date',
        ),
        long_leave: count('Long', '1 1 0 0 –', 'active at once, never adopted'),
        short_leave: count('Short', '1 1 0 0 –', 'active at once, never adopted'),
        part_time: count('Part', '1 1 0 1 6', 'measured from the third week end on, after six expected days'),
        sunday_to_thursday: count('SunThu', '1 1 0 1 10', 'from 8 March: 8–12 and 15–19 March before 22 March'),
        weekend_work: count('Weekend', '1 1 0 1 6', 'as part-time'),
        before_go_live: count('Early', '1 1 0 1 10', 'from go-live on'),
        service_account: count('Service', 'none', 'no human'),
        two_accounts: count('Aliases', '1 1 0 1 10', 'one person'),
        small_group: counts({ 'Usual, to a sponsor': 'hidden', 'Field, to a sponsor': '16 0 – 0 –' }, hidden),
        late_events: counts({ 'Late, before': '1 1 0 0 –', Late: '1 1 0 1 10' }, oneNote),
        corrected_roster: counts({ 'Wrong, before': '1 1 0 1 10', Wrong: 'none', Corrected: '1 1 0 1 10' }, wrongFirst),
        corrected_program: counts({ 'Program, before': '1 0 – 0 –', Program: '1 1 0 1 10' }, unknownFirst),
        time_zone: count('Zone', '1 1 0 1 40', 'adopted at the last week end, the third with two days in a block'),
        nobody: count('Nobody', '0 0 – 0 –', 'no median of nobody'),
      },
    },
  ],
  training: [
    {
      // All were trained on 2 March: the week end two weeks later is 22 March.
      question: 'training?by=department&on=2026-03-29',
      columns: ['trained', 'followed_2w', 'adopted_2w', 'not_adopted_3w'],
      cells: {
        usual: count('Usual', '1 1 1 0', 'adopted on 22 March and now'),
        joiner: count('Joiner', '1 0 0 0', 'trained before the first day; too early to be measured on 22 March'),
        leaver: count('Leaver', 'none', 'not measured on the date'),
        transfer: counts({ From: 'none', To: '1 1 1 0' }, 'the team of the date'),
        long_leave: count('Long', '1 0 0 1', 'on leave on 22 March; trained three weeks ago, not adopted'),
        short_leave: count('Short', '1 0 0 1', 'one expected day in the 28 to 22 March'),
        part_time: count('Part', '1 1 1 0', 'adopted on 22 March'),
        sunday_to_thursday: count('SunThu', '1 1 1 0', 'measured by two blocks on 22 March'),
        weekend_work: count('Weekend', '1 1 1 0', 'adopted on 22 March'),
        before_go_live: count('Early', '1 0 0 0', 'live for one block on 22 March'),
        service_account: count('Service', 'none', 'no human'),
        two_accounts: count('Aliases', '1 1 1 0', 'trained by the other account'),
        small_group: counts(
          { 'Usual, to a sponsor': 'hidden', 'Field, to a sponsor': '0 0 – 0' },
          `${hidden}; of fewer than the floor followed nothing is told`,
        ),
        late_events: counts({ 'Late, before': '1 1 0 1', Late: '1 1 1 0' }, oneNote),
        corrected_roster: counts({ 'Corrected, before': 'none', Corrected: '1 1 1 0' }, wrongFirst),
        corrected_program: counts({ 'Program, before': '1 1 0 1', Program: '1 1 1 0' }, unknownFirst),
        time_zone: count('Zone', '1 1 0 0', 'measured and not adopted on 22 March, adopted now'),
        nobody: count('Nobody', 'none', 'nobody who could be trained, so there is no row'),
      },
    },
  ],
  voice: [
    {
      question: 'voice?by=department&on=2026-03-29',
      columns: ['state', 'reason', 'answers', 'mean_score'],
      cells: {
        usual: count('Usual', 'adopted slow 1 3', 'one answer'),
        joiner: count('Joiner', 'adopted slow 1 3', 'by the state of the date'),
        leaver: count('Leaver', 'none', 'not measured on the date'),
        transfer: counts({ From: 'none', To: 'adopted slow 1 3' }, 'the team of the date'),
        long_leave: count('Long', 'occasional slow 1 3', 'cannot be lapsed'),
        short_leave: count('Short', 'lapsed slow 1 3', 'lapsed'),
        part_time: count('Part', 'adopted slow 1 3', 'adopted'),
        sunday_to_thursday: count('SunThu', 'adopted slow 1 3', 'adopted'),
        weekend_work: count('Weekend', 'adopted slow 1 3', 'adopted'),
        before_go_live: count('Early', 'adopted slow 1 3', 'adopted'),
        service_account: count('Service', 'none', 'a machine has no voice'),
        two_accounts: count('Aliases', 'adopted slow 1 3', 'one person has one answer, the newer of both accounts'),
        small_group: counts({ 'Usual, to a sponsor': 'hidden' }, hidden),
        late_events: counts({ 'Late, before': 'lapsed slow 1 3', Late: 'adopted slow 1 3' }, oneNote),
        corrected_roster: counts({ 'Corrected, before': 'none', Corrected: 'adopted slow 1 3' }, wrongFirst),
        corrected_program: counts(
          { 'Program, before': 'never_started slow 1 3', Program: 'adopted slow 1 3' },
          unknownFirst,
        ),
        time_zone: count('Zone', 'adopted slow 1 3', 'adopted'),
        nobody: count('Nobody', 'none', 'no answers'),
      },
    },
  ],
  outcomes: [
    {
      // Figures of 15 and of 29 March.
      question: 'outcomes?by=department&from=2026-03-15&to=2026-03-29',
      columns: ['eligible', 'measured', 'adopted', 'rate', 'after_go_live'],
      nobody: 'outcomes?by=department&from=2026-03-15&to=2026-03-29',
      cells: {
        usual: count('Usual', '1 1 1 1 true | 1 1 1 1 true', 'adopted on both'),
        joiner: count('Joiner', '0 0 0 – false | 1 1 1 1 true', 'nobody on 15 March'),
        leaver: count('Leaver', '1 1 1 1 true | 0 0 0 – true', 'nobody on 29 March'),
        transfer: counts(
          { From: '1 1 1 1 true | 0 0 0 – true', To: '0 0 0 – false | 1 1 1 1 true' },
          'in the team of each date',
        ),
        long_leave: count('Long', '1 0 0 – true | 1 1 0 0 true', 'on leave, not measured on 15 March'),
        short_leave: count('Short', '1 1 0 0 true | 1 1 0 0 true', 'six expected days in the 28 to 15 March'),
        part_time: count('Part', '1 1 1 1 true | 1 1 1 1 true', 'adopted on both'),
        sunday_to_thursday: count('SunThu', '1 0 0 – true | 1 1 1 1 true', 'too early on 15 March'),
        weekend_work: count('Weekend', '1 1 1 1 true | 1 1 1 1 true', 'adopted on both'),
        before_go_live: count('Early', '0 0 0 – false | 1 1 1 1 true', 'not eligible on 15 March'),
        service_account: count('Service', '0 0 0 – false | 0 0 0 – false', 'a figure beside nobody'),
        two_accounts: count('Aliases', '1 1 1 1 true | 1 1 1 1 true', 'one person'),
        small_group: counts({ 'Usual, to a sponsor': 'hidden | hidden' }, hidden),
        late_events: counts(
          { 'Late, before': '1 1 0 0 true | 1 1 0 0 true', Late: '1 1 1 1 true | 1 1 1 1 true' },
          oneNote,
        ),
        corrected_roster: counts(
          {
            'Wrong, before': '1 1 1 1 true | 0 0 0 – true',
            'Corrected, before': '0 0 0 – false | 0 0 0 – false',
            Wrong: '0 0 0 – false | 0 0 0 – false',
            Corrected: '1 1 1 1 true | 1 1 1 1 true',
          },
          wrongFirst,
        ),
        corrected_program: counts(
          { 'Program, before': '1 1 0 0 true | 1 1 0 0 true', Program: '1 1 1 1 true | 1 1 1 1 true' },
          unknownFirst,
        ),
        time_zone: count('Zone', '1 1 0 0 true | 1 1 1 1 true', 'adopted since 29 March'),
        nobody: count('Nobody', '0 0 0 – false | 0 0 0 – false', 'a figure beside nobody, whose rate is null'),
      },
    },
  ],
} satisfies Table
