import { z } from 'zod'

const placeholders = ['{object}', '{record_id}']

/** Address of a record in the CRM, with {record_id} and, where it helps, {object} in their places. */
export const recordUrl = z.string('must be a text').superRefine((template, context) => {
  const fault = recordUrlFault(template)
  if (fault) context.addIssue({ code: 'custom', message: fault })
})

/** The address of one record; what is filled in can change neither the host nor the parts of the path around it. */
export function formatRecordUrl(
  template: string,
  { object, record_id }: { object: string; record_id: string },
): string {
  return template
    .replaceAll('{record_id}', () => encodeURIComponent(record_id))
    .replaceAll('{object}', () => encodeURIComponent(object))
}

// A host without a name, a password or anything filled in, and what a browser reads as the rest of the address.
const host = /^https:\/\/[\p{L}\p{N}][\p{L}\p{N}.-]*(:\d{1,5})?(?=[/?#]|$)/u
const rest = /^[^\s\\<>"]*$/

function recordUrlFault(template: string): string | undefined {
  if (!template.startsWith('https://')) return 'must begin with https://'
  if (!host.test(template)) return 'must name a host; {record_id} and {object} stand behind it'
  const unknown = (template.match(/\{[^}]*\}?|\}/g) ?? []).find((part) => !placeholders.includes(part))
  if (unknown !== undefined) return `knows {record_id} and {object}, not ${unknown}`
  if (!template.includes('{record_id}')) return 'must contain {record_id}'
  return rest.test(template) ? undefined : 'must not contain spaces, quotes, < > or \\'
}
