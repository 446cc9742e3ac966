import { count, counts, type Table } from './table.ts'

const hidden = 'a group of one is hidden from a sponsor, and with it all the others; the sixteen of Field are a crowd'
const oneNote = 'first the 28 days hold one note, of 2 March; then all'
const wrongFirst = 'first nobody is in the department; then cor was all along'
const unknownFirst = 'first the program knows neither action; then both'
const notHere = 'not measured on the date, so in no 28 days'
const withPerson = 'the 28 days go with the person to the team of the date'
const notBack = 'nothing was done in the 28 days; who is back from leave is measured all the same'

/** What people do in the last 28 days. */
export const countsOfActivity = {
  habit: [
    {
      question: 'habit?by=department&on=2026-03-29',
      columns: ['measured', 'at_habit', 'habit'],
      cells: {
        usual: count('Usual', '1 0 66.6667', '8 of 0.6 × 20'),
        joiner: count('Joiner', '1 0 66.6667', '4 of 0.6 × 10: days before the first are not expected'),
        leaver: count('Leaver', 'none', notHere),
        transfer: counts({ From: 'none', To: '1 0 66.6667' }, withPerson),
        long_leave: count('Long', '1 0 0', '0 of 0.6 × 5: leave is not expected'),
        short_leave: count('Short', '1 0 0', '0 of 0.6 × 5'),
        part_time: count('Part', '1 1 100', '8 of 0.6 × 8, at most 1'),
        sunday_to_thursday: count(
          'SunThu',
          '1 0 72.9167',
          '7 of 0.6 × 16: four Sundays and twelve other days since 8 March',
        ),
        weekend_work: count('Weekend', '1 1 100', '12 of 0.6 × 8, at most 1'),
        before_go_live: count('Early', '1 0 66.6667', '4 of 0.6 × 10 since go-live'),
        service_account: count('Service', 'none', 'no human'),
        two_accounts: count('Aliases', '1 0 66.6667', 'the days of both accounts: 8 of 0.6 × 20'),
        small_group: counts({ 'Usual, to a sponsor': 'hidden', 'Field, to a sponsor': '16 0 0' }, hidden),
        late_events: counts({ 'Late, before': '1 0 8.3333', Late: '1 0 66.6667' }, `${oneNote}: 1, then 8 of 12`),
        corrected_roster: counts({ 'Corrected, before': 'none', Corrected: '1 0 66.6667' }, wrongFirst),
        corrected_program: counts({ 'Program, before': '1 0 0', Program: '1 0 66.6667' }, unknownFirst),
        time_zone: count('Zone', '1 0 58.3333', '7 of 0.6 × 20: both acts of the week of 2 March fall on its Monday'),
        nobody: count('Nobody', '0 0 –', 'no mean of nobody'),
      },
    },
  ],
  reach: [
    {
      question: 'reach?by=department&on=2026-03-29',
      columns: ['active', 'reach', 'regularity', 'range'],
      cells: {
        usual: count('Usual', '1 1 0.4 1', '8 of 20 days, two of two tasks'),
        joiner: count('Joiner', '1 1 0.4 1', '4 of 10 days'),
        leaver: count('Leaver', 'none', notHere),
        transfer: counts({ From: 'none', To: '1 1 0.4 1' }, withPerson),
        long_leave: count('Long', '0 0 – –', `${notBack}; no mean over nobody active`),
        short_leave: count('Short', '0 0 – –', notBack),
        part_time: count('Part', '1 1 1 1', '8 of 8 days'),
        sunday_to_thursday: count('SunThu', '1 1 0.4375 1', '7 of 16 days'),
        weekend_work: count('Weekend', '1 1 1 1', '12 of 8 days, at most 1'),
        before_go_live: count('Early', '1 1 0.4 1', '4 of 10 days since go-live'),
        service_account: count('Service', 'none', 'no human'),
        two_accounts: count('Aliases', '1 1 0.4 1', 'each account did one of the tasks, the person both'),
        small_group: counts({ 'Usual, to a sponsor': 'hidden', 'Field, to a sponsor': '0 0 – –' }, hidden),
        late_events: counts(
          { 'Late, before': '1 1 0.05 0.5', Late: '1 1 0.4 1' },
          `${oneNote}: 1 of 20 days, one task of two`,
        ),
        corrected_roster: counts({ 'Corrected, before': 'none', Corrected: '1 1 0.4 1' }, wrongFirst),
        corrected_program: counts({ 'Program, before': '0 0 – –', Program: '1 1 0.4 1' }, unknownFirst),
        time_zone: count('Zone', '1 1 0.35 1', '7 of 20 local days'),
        nobody: count('Nobody', '0 – – –', 'no share of nobody'),
      },
    },
  ],
  concentration: [
    {
      question: 'concentration?by=department&on=2026-03-29',
      columns: ['actions', 'top_share', 'gini'],
      cells: {
        usual: count('Usual', '8 1 0', 'the tenth of one, rounded up, is this one'),
        joiner: count('Joiner', '4 1 0', 'four since the first day'),
        leaver: count('Leaver', 'none', notHere),
        transfer: counts({ From: 'none', To: '8 1 0' }, withPerson),
        long_leave: count('Long', '0 – –', 'no share of no actions'),
        short_leave: count('Short', '0 – –', 'no share of no actions'),
        part_time: count('Part', '8 1 0', 'actions are counted, not days expected'),
        sunday_to_thursday: count('SunThu', '7 1 0', 'four Sundays and three Mondays'),
        weekend_work: count('Weekend', '12 1 0', 'Saturdays count in full: no ratio to expected days'),
        before_go_live: count('Early', '4 1 0', 'four since go-live'),
        service_account: count('Service', 'none', 'no human'),
        two_accounts: count('Aliases', '8 1 0', 'one person with eight, not two with four'),
        small_group: counts({ 'Usual, to a sponsor': 'hidden', 'Field, to a sponsor': '0 – –' }, hidden),
        late_events: counts({ 'Late, before': '1 1 0', Late: '8 1 0' }, oneNote),
        corrected_roster: counts({ 'Corrected, before': 'none', Corrected: '8 1 0' }, wrongFirst),
        corrected_program: counts({ 'Program, before': '0 – –', Program: '8 1 0' }, unknownFirst),
        time_zone: count('Zone', '8 1 0', 'the change of 3 March, 04:30 UTC, is of 2 March there, within the 28 days'),
        nobody: count('Nobody', '0 – –', 'no share of no actions'),
      },
    },
  ],
  tasks: [
    {
      question: 'tasks?by=department&on=2026-03-29',
      columns: ['task', 'measured', 'done'],
      cells: {
        usual: count('Usual', 'log_activity 1 1 | update_opportunity 1 1', 'both tasks'),
        joiner: count('Joiner', 'log_activity 1 1 | update_opportunity 1 1', 'both in the two weeks'),
        leaver: count('Leaver', 'none', notHere),
        transfer: counts({ From: 'none', To: 'log_activity 1 1 | update_opportunity 1 1' }, withPerson),
        long_leave: count('Long', 'log_activity 1 0 | update_opportunity 1 0', notBack),
        short_leave: count('Short', 'log_activity 1 0 | update_opportunity 1 0', notBack),
        part_time: count('Part', 'log_activity 1 1 | update_opportunity 1 1', 'a task is done on any day'),
        sunday_to_thursday: count('SunThu', 'log_activity 1 1 | update_opportunity 1 1', 'notes on Sundays'),
        weekend_work: count('Weekend', 'log_activity 1 1 | update_opportunity 1 1', 'both tasks'),
        before_go_live: count('Early', 'log_activity 1 1 | update_opportunity 1 1', 'both since go-live'),
        service_account: count('Service', 'none', 'no human'),
        two_accounts: count('Aliases', 'log_activity 1 1 | update_opportunity 1 1', 'one task by each account'),
        small_group: counts(
          {
            'Usual, to a sponsor': 'hidden | hidden',
            'Field, to a sponsor': 'log_activity 16 0 | update_opportunity 16 0',
          },
          hidden,
        ),
        late_events: counts(
          {
            'Late, before': 'log_activity 1 1 | update_opportunity 1 0',
            Late: 'log_activity 1 1 | update_opportunity 1 1',
          },
          oneNote,
        ),
        corrected_roster: counts(
          { 'Corrected, before': 'none', Corrected: 'log_activity 1 1 | update_opportunity 1 1' },
          wrongFirst,
        ),
        corrected_program: counts(
          {
            'Program, before': 'log_activity 1 0 | update_opportunity 1 0',
            Program: 'log_activity 1 1 | update_opportunity 1 1',
          },
          unknownFirst,
        ),
        time_zone: count('Zone', 'log_activity 1 1 | update_opportunity 1 1', 'both tasks'),
        nobody: count('Nobody', 'none', 'nobody owns a task, so there is no row'),
      },
    },
  ],
  dual_entry: [
    {
      question: 'dual_entry?by=department&on=2026-03-29',
      columns: ['task', 'crm', 'legacy', 'crm_share'],
      cells: {
        usual: count(
          'Usual',
          'log_activity 4 1 0.8 | update_opportunity 4 0 1',
          'four notes here, one in the old system',
        ),
        joiner: count(
          'Joiner',
          'log_activity 2 0 1 | update_opportunity 2 0 1',
          'the old note of 11 March is of no eligible day',
        ),
        leaver: count('Leaver', 'none', notHere),
        transfer: counts({ From: 'none', To: 'log_activity 4 1 0.8 | update_opportunity 4 0 1' }, withPerson),
        long_leave: count('Long', 'log_activity 0 0 – | update_opportunity 0 0 –', 'no share of nothing'),
        short_leave: count('Short', 'log_activity 0 0 – | update_opportunity 0 0 –', 'no share of nothing'),
        part_time: count(
          'Part',
          'log_activity 4 1 0.8 | update_opportunity 4 0 1',
          'a Wednesday is eligible, though not expected',
        ),
        sunday_to_thursday: count(
          'SunThu',
          'log_activity 4 1 0.8 | update_opportunity 3 0 1',
          'four Sundays, three Mondays',
        ),
        weekend_work: count('Weekend', 'log_activity 8 1 0.8889 | update_opportunity 4 0 1', 'four Saturdays more'),
        before_go_live: count(
          'Early',
          'log_activity 2 0 1 | update_opportunity 2 0 1',
          'the old note was before go-live',
        ),
        service_account: count('Service', 'none', 'no human'),
        two_accounts: count('Aliases', 'log_activity 4 1 0.8 | update_opportunity 4 0 1', 'of both accounts'),
        small_group: counts(
          {
            'Usual, to a sponsor': 'hidden | hidden',
            'Field, to a sponsor': 'log_activity 0 0 – | update_opportunity 0 0 –',
          },
          hidden,
        ),
        late_events: counts(
          {
            'Late, before': 'log_activity 1 0 1 | update_opportunity 0 0 –',
            Late: 'log_activity 4 1 0.8 | update_opportunity 4 0 1',
          },
          oneNote,
        ),
        corrected_roster: counts(
          { 'Corrected, before': 'none', Corrected: 'log_activity 4 1 0.8 | update_opportunity 4 0 1' },
          wrongFirst,
        ),
        corrected_program: counts(
          {
            'Program, before': 'log_activity 0 1 0 | update_opportunity 0 0 –',
            Program: 'log_activity 4 1 0.8 | update_opportunity 4 0 1',
          },
          `${unknownFirst}; the old note is one it always knew`,
        ),
        time_zone: count(
          'Zone',
          'log_activity 4 1 0.8 | update_opportunity 4 0 1',
          'the change of 2 March there is the first',
        ),
        nobody: count('Nobody', 'none', 'nobody owns a task, so there is no row'),
      },
    },
  ],
  entry_lag: [
    {
      question: 'entry_lag?by=department&on=2026-03-29',
      columns: ['entries', 'p50', 'p90'],
      cells: {
        usual: count(
          'Usual',
          '5 2 101.6',
          'four notes after 2 hours; from Friday 6, 11:00, to Tuesday 17 March, 11:00: 13 + 5 × 24 + 24 + 11 = 168; 2 + 0.6 × 166',
        ),
        joiner: count('Joiner', '3 2 28.4', 'expected since Monday 16: 24 + 11 = 35; 2, 2, 35: 2 + 0.8 × 33'),
        leaver: count('Leaver', 'none', notHere),
        transfer: counts({ From: 'none', To: '5 2 101.6' }, 'working hours go on through a transfer'),
        long_leave: count('Long', '0 – –', 'no entries'),
        short_leave: count('Short', '0 – –', 'no entries'),
        part_time: count('Part', '5 2 50.6', 'expected on 9, 10, 16 and 17 March: 3 × 24 + 11 = 83; 2 + 0.6 × 81'),
        sunday_to_thursday: count(
          'SunThu',
          '4 2 92.3',
          'from Friday 13 to Sunday 22 March, 11:00: Sunday 24, Monday to Thursday 96, 11 = 131; 2 + 0.7 × 129',
        ),
        weekend_work: count('Weekend', '9 2 18.2', 'four Saturdays of no hour, four of 2, 83: 2 + 0.2 × 81'),
        before_go_live: count('Early', '3 2 28.4', 'no day before go-live is expected: 35 hours, as the joiner'),
        service_account: count('Service', 'none', 'no human'),
        two_accounts: count('Aliases', '5 2 101.6', 'entries of both accounts'),
        small_group: counts({ 'Usual, to a sponsor': 'hidden', 'Field, to a sponsor': '0 – –' }, hidden),
        late_events: counts({ 'Late, before': '1 2 2', Late: '5 2 101.6' }, oneNote),
        corrected_roster: counts({ 'Corrected, before': 'none', Corrected: '5 2 101.6' }, wrongFirst),
        corrected_program: counts({ 'Program, before': '0 – –', Program: '5 2 101.6' }, unknownFirst),
        time_zone: count(
          'Zone',
          '5 2 98.9',
          'from 05:00 of winter time on Friday 6 to 00:30 of summer time on Tuesday 17: 19 + 120 + 24 + 0.5 = 163.5',
        ),
        nobody: count('Nobody', '0 – –', 'no entries'),
      },
    },
  ],
  effort: [
    {
      question: 'effort?by=department&on=2026-03-29',
      columns: ['task', 'active_days', 'minutes', 'minutes_per_day'],
      cells: {
        usual: count(
          'Usual',
          'any 8 120 15 | log_activity 8 40 5 | update_opportunity 8 80 10',
          'four notes of 10 minutes, four changes of 20, on eight days',
        ),
        joiner: count('Joiner', 'any 4 60 15 | log_activity 4 20 5 | update_opportunity 4 40 10', 'half of all'),
        leaver: count('Leaver', 'none', notHere),
        transfer: counts(
          { From: 'none', To: 'any 8 120 15 | log_activity 8 40 5 | update_opportunity 8 80 10' },
          withPerson,
        ),
        long_leave: count('Long', 'any 0 0 – | log_activity 0 0 – | update_opportunity 0 0 –', 'no day to divide by'),
        short_leave: count('Short', 'any 0 0 – | log_activity 0 0 – | update_opportunity 0 0 –', 'no day to divide by'),
        part_time: count(
          'Part',
          'any 8 120 15 | log_activity 8 40 5 | update_opportunity 8 80 10',
          'per active day, however few are expected',
        ),
        sunday_to_thursday: count(
          'SunThu',
          'any 7 100 14.2857 | log_activity 7 40 5.7143 | update_opportunity 7 60 8.5714',
          'four notes, three changes, on seven days',
        ),
        weekend_work: count(
          'Weekend',
          'any 12 160 13.3333 | log_activity 12 80 6.6667 | update_opportunity 12 80 6.6667',
          'four notes more on four days more: a Saturday is an active day',
        ),
        before_go_live: count(
          'Early',
          'any 4 60 15 | log_activity 4 20 5 | update_opportunity 4 40 10',
          'minutes before go-live do not count, nor do their days',
        ),
        service_account: count('Service', 'none', 'no human'),
        two_accounts: count(
          'Aliases',
          'any 8 120 15 | log_activity 8 40 5 | update_opportunity 8 80 10',
          'minutes and days of both accounts',
        ),
        small_group: counts(
          {
            'Usual, to a sponsor': 'hidden | hidden | hidden',
            'Field, to a sponsor': 'any 0 0 – | log_activity 0 0 – | update_opportunity 0 0 –',
          },
          hidden,
        ),
        late_events: counts(
          {
            'Late, before': 'any 1 10 10 | log_activity 1 10 10 | update_opportunity 1 0 0',
            Late: 'any 8 120 15 | log_activity 8 40 5 | update_opportunity 8 80 10',
          },
          oneNote,
        ),
        corrected_roster: counts(
          {
            'Corrected, before': 'none',
            Corrected: 'any 8 120 15 | log_activity 8 40 5 | update_opportunity 8 80 10',
          },
          wrongFirst,
        ),
        corrected_program: counts(
          {
            'Program, before': 'any 0 0 – | log_activity 0 0 – | update_opportunity 0 0 –',
            Program: 'any 8 120 15 | log_activity 8 40 5 | update_opportunity 8 80 10',
          },
          unknownFirst,
        ),
        time_zone: count(
          'Zone',
          'any 7 120 17.1429 | log_activity 7 40 5.7143 | update_opportunity 7 80 11.4286',
          'two actions of 2 March are one local day',
        ),
        nobody: count('Nobody', 'none', 'nobody owns a task, so there is no row'),
      },
    },
  ],
  give_get: [
    {
      question: 'give_get?by=department&on=2026-03-29',
      columns: ['given', 'taken', 'given_per_head'],
      cells: {
        usual: count('Usual', '8 1 8', 'eight actions, one report'),
        joiner: count('Joiner', '4 1 4', 'the report of 18 March is after the first day'),
        leaver: count('Leaver', 'none', notHere),
        transfer: counts({ From: 'none', To: '8 1 8' }, withPerson),
        long_leave: count('Long', '0 0 0', notBack),
        short_leave: count('Short', '0 0 0', notBack),
        part_time: count('Part', '8 1 8', 'a report on a Wednesday, which is eligible'),
        sunday_to_thursday: count('SunThu', '7 1 7', 'seven actions'),
        weekend_work: count('Weekend', '12 1 12', 'no ratio to expected days, so no cap'),
        before_go_live: count('Early', '4 1 4', 'since go-live'),
        service_account: count('Service', 'none', 'no human'),
        two_accounts: count('Aliases', '8 1 8', 'given by both, taken by the other; per one head'),
        small_group: counts({ 'Usual, to a sponsor': 'hidden', 'Field, to a sponsor': '0 0 0' }, hidden),
        late_events: counts({ 'Late, before': '1 0 1', Late: '8 1 8' }, oneNote),
        corrected_roster: counts({ 'Corrected, before': 'none', Corrected: '8 1 8' }, wrongFirst),
        corrected_program: counts(
          { 'Program, before': '0 1 0', Program: '8 1 8' },
          `${unknownFirst}; the report it always knew`,
        ),
        time_zone: count('Zone', '8 1 8', 'eight actions of the 28 local days'),
        nobody: count('Nobody', '0 0 –', 'per no head'),
      },
    },
  ],
  layers: [
    {
      question: 'layers?by=department&on=2026-03-29',
      columns: ['operational', 'collaborative', 'analytical'],
      cells: {
        usual: count('Usual', '1 1 1', 'a change, a note, a report'),
        joiner: count('Joiner', '1 1 1', 'all three since the first day'),
        leaver: count('Leaver', 'none', notHere),
        transfer: counts({ From: 'none', To: '1 1 1' }, withPerson),
        long_leave: count('Long', '0 0 0', notBack),
        short_leave: count('Short', '0 0 0', notBack),
        part_time: count('Part', '1 1 1', 'on any eligible day'),
        sunday_to_thursday: count('SunThu', '1 1 1', 'on any eligible day'),
        weekend_work: count('Weekend', '1 1 1', 'on any eligible day'),
        before_go_live: count('Early', '1 1 1', 'all three since go-live'),
        service_account: count('Service', 'none', 'no human'),
        two_accounts: count('Aliases', '1 1 1', 'the note by one account, the others by the other'),
        small_group: counts({ 'Usual, to a sponsor': 'hidden', 'Field, to a sponsor': '0 0 0' }, hidden),
        late_events: counts({ 'Late, before': '0 1 0', Late: '1 1 1' }, oneNote),
        corrected_roster: counts({ 'Corrected, before': 'none', Corrected: '1 1 1' }, wrongFirst),
        corrected_program: counts(
          { 'Program, before': '0 0 1', Program: '1 0 1' },
          'the two actions name no layer, so both are operational; the note in the old system is no use of the CRM',
        ),
        time_zone: count('Zone', '1 1 1', 'all three'),
        nobody: count('Nobody', '– – –', 'nobody used any: no data'),
      },
    },
  ],
} satisfies Table
