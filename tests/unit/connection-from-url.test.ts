import { describe, expect, test } from 'vitest'
import { connectionFromUrl } from '../../collector/store/connection-from-url.ts'

describe('connectionFromUrl', () => {
  test('takes user, password, host and database apart, percent-encoding undone', () => {
    const connection = connectionFromUrl('https://ann:p%40ss%2Fword@store.example:8443/adoption')
    expect(connection.url).toBe('https://store.example:8443')
    expect(connection.database).toBe('adoption')
    expect(connection.writer).toEqual({ username: 'ann', password: 'p@ss/word' })
    expect(connection.reader).toEqual(connection.writer)
    expect(connection.readerSettings).toMatchObject({ readonly: '2', max_execution_time: 30 })
  })

  test('has defaults for user and database', () => {
    expect(connectionFromUrl('http://localhost:8123')).toMatchObject({
      database: 'takehold',
      writer: { username: 'default', password: '' },
    })
  })

  test.each(['', 'localhost', 'ftp://x:secret@y/z', 'tcp://x:secret@y:9000/z'])('refuses %j', (text) => {
    expect(() => connectionFromUrl(text)).toThrow(/must look like http/)
  })

  test('refuses a database name that would need quoting, and never repeats the password', () => {
    expect(() => connectionFromUrl('http://u:secret@h/a-b')).toThrow(/names the database "a-b"/)
    expect(() => connectionFromUrl('ftp://u:secret@h/d')).not.toThrow(/secret/)
  })
})
