/** Dimensions whose groups are single people: for viewers who see names only, and every answer leaves a line in the audit. */
export function isPersonDimension(by: string): boolean {
  return by === 'owner' || by === 'manager'
}
