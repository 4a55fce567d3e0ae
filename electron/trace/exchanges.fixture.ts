/** Exchanges for tests of what tells them: a request of request-reply, with what most tests do not care about filled in. */
import type { Exchange, Exchanges } from './exchanges.ts'

export const anExchange = (rest: Partial<Exchange> = {}): Exchange => ({
  id: 1,
  title: 'lookup Fe',
  object: '0x6FFF0000',
  moments: [
    { name: 'allocated', by: null, t: 100 },
    { name: 'posted', by: 'client', t: 120 },
    { name: 'received', by: 'server', t: 130 },
    { name: 'replied', by: 'client', t: 150 },
  ],
  ...rest,
})

/** These and no others, whatever is followed. */
export const fixedExchanges = (all: readonly Exchange[]): Exchanges => ({
  follow() {},
  count: all.length,
  underWay: 0,
  isComing: false,
  at: (index) => all[index] ?? null,
  withId: (wanted) => all.find(({ id }) => id === wanted) ?? null,
  begunUntil: (t) => all.filter(({ moments: [first] }) => first !== undefined && first.t <= t).length,
})
