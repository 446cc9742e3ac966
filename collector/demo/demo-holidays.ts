// Calendar, month and day, name.
const yearly: readonly [string, string, string][] = [
  ['CH', '01-01', 'New Year'],
  ['CH', '01-02', 'Berchtoldstag'],
  ['CH', '08-01', 'National Day'],
  ['CH', '12-25', 'Christmas'],
  ['CH', '12-26', 'St Stephen'],
  ['US', '01-01', 'New Year'],
  ['US', '07-04', 'Independence Day'],
  ['US', '11-11', 'Veterans Day'],
  ['US', '12-25', 'Christmas'],
  ['AE', '01-01', 'New Year'],
  ['AE', '12-02', 'National Day'],
  ['SG', '01-01', 'New Year'],
  ['SG', '05-01', 'Labour Day'],
  ['SG', '08-09', 'National Day'],
  ['NZ', '01-01', 'New Year'],
  ['NZ', '02-06', 'Waitangi Day'],
  ['NZ', '04-25', 'Anzac Day'],
  ['NZ', '12-25', 'Christmas'],
]

/** Days off by calendar, the company's own day among them. */
export function holidayRows(dateOfCompanyDay: string): { calendar: string; date: string; name: string }[] {
  const year = Number(dateOfCompanyDay.slice(0, 4))
  const calendars = [...new Set(yearly.map(([calendar]) => calendar))]
  return [
    ...[year - 1, year, year + 1].flatMap((each) =>
      yearly.map(([calendar, monthDay, name]) => ({ calendar, date: `${each}-${monthDay}`, name })),
    ),
    ...calendars.map((calendar) => ({ calendar, date: dateOfCompanyDay, name: 'Company day' })),
  ]
}
