/** Views that measures are built from, then the measures, each file after the ones it selects from. */
export const viewFiles = [
  'views/roster_rows',
  'views/account_rows',
  'views/merged_leaves',
  'views/person_window',
  'views/expected_since',
  'views/back_from_leave',
  'views/adopted_before',
  'views/person_states',
  'views/records_on',
  'views/record_fields_on',
  'views/touches_on',
  'measures/adoption',
  'measures/adoption_trend',
  'measures/coverage',
  'measures/coverage_total',
  'measures/completeness',
  'measures/completeness_fields',
  'measures/represented',
  'measures/people',
  'measures/person_days',
] as const

/** Views the reader may ask. */
export const readableViews = [
  'adoption',
  'adoption_trend',
  'coverage',
  'coverage_total',
  'completeness',
  'completeness_fields',
  'represented',
  'people',
  'person_days',
] as const
