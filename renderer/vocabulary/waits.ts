/** A wait that goes on, in words: for what, since when, and for how much longer. */
interface Wait {
  readonly waits?: readonly string[] | undefined
  /** In milliseconds; null is for ever. */
  readonly timeout?: number | null | undefined
}

/** As exact as a person can follow. */
const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`

/** `since 1.2 s, 0.8 s left`; `waited` in milliseconds, null where nobody has told. */
export function timesInWords({ timeout }: Wait, waited: number | null): string {
  if (waited === null) return ''
  const since = `since ${seconds(waited)}`
  return timeout == null ? since : `${since}, ${seconds(Math.max(0, timeout - waited))} left`
}

const inWords = (name: string) => (name === 'keyboard' ? 'a key' : name.replace('process#', 'process '))

/** `for Exec or Shutdown since 1.2 s, 0.8 s left`; names as they are shown. */
export function waitInWords(wait: Wait, waited: number | null, names: ReadonlyMap<string, string>): string {
  const objects = (wait.waits ?? []).map((name) => names.get(name) ?? inWords(name))
  const what =
    objects.length > 0 ? `for ${new Intl.ListFormat('en', { type: 'disjunction' }).format(objects)}` : 'waits'
  return [what, timesInWords(wait, waited)].filter(Boolean).join(' ')
}
