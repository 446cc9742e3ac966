import { describe, expect, test } from 'vitest'
import { engineUsers } from '../../collector/engine/engine-users.ts'
import type { StoreConnection } from '../../collector/store/connection.ts'

const connection: StoreConnection = {
  url: 'http://127.0.0.1:1',
  database: 'takehold',
  writer: { username: 'writer', password: 'writers-secret' },
  reader: { username: 'reader', password: 'readers-secret' },
  httpHeaders: {},
  readerSettings: {},
}

describe('engineUsers', () => {
  const readerPart = (xml: string) => xml.slice(xml.indexOf('<reader><password'), xml.indexOf('</users>'))

  test('grants the reader the named views and nothing else', () => {
    const grants = readerPart(engineUsers(connection, ['adoption', 'coverage'])).match(/GRANT [^<]*/g)
    expect(grants).toEqual(['GRANT SELECT ON takehold.adoption', 'GRANT SELECT ON takehold.coverage'])
  })

  test('grants nothing where no view is named, instead of everything', () => {
    expect(readerPart(engineUsers(connection, []))).toContain('GRANT NONE ON *.*')
  })

  test('grants the user of BI tools its views, and lets it set nothing that bounds a question', () => {
    const analyst = { username: 'analyst', password: 'analysts-secret' }
    const xml = engineUsers({ ...connection, analyst }, ['adoption', 'people'], ['adoption'])
    const grants = xml.slice(xml.indexOf('<analyst><password')).match(/GRANT SELECT ON takehold[^<]*/g)
    expect(grants).toEqual(['GRANT SELECT ON takehold.adoption'])
    expect(xml).toContain('<max_memory_usage><const/></max_memory_usage>')
    expect(xml).not.toContain('analysts-secret')
  })

  test('holds no password in clear', () => {
    expect(engineUsers(connection, [])).not.toContain('secret')
  })

  test.each(['*', 'a b', 'adoption</query>', '', 'Adoption', '1st'])('refuses the view name %j', (name) => {
    expect(() => engineUsers(connection, [name])).toThrow(/not the name of a view/)
  })
})
