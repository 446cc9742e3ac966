/** A roster of departments by size; everyone reports to the first of the department, and they to `boss`. */
export function rosterOf(sizes: Record<string, number>): string {
  const header = 'person_id,name,email,department,team,role,manager_id'
  const rows = Object.entries(sizes).flatMap(([department, size]) =>
    Array.from({ length: size }, (_, index) => {
      const id = `${department}-${index}`
      const manager = index === 0 ? 'boss' : `${department}-0`
      return `${id},Name of ${id},${id}@example.org,${department},${department} team,${index === 0 ? 'head' : 'member'},${manager}`
    }),
  )
  return [header, ...rows].join('\n')
}
