/** Messages that were ignored, in words: what came from outside is told apart from what the run's own came to. */
const messages = (count: number) => (count === 1 ? '1 message' : `${count} messages`)
const was = (count: number) => (count === 1 ? 'was' : 'were')

/** Empty where there are none. */
export function ignoredInWords({ outside, own }: { readonly outside: number; readonly own: number }): string {
  const sentences = [
    ...(own > 0
      ? [
          `${messages(own)} of the run’s own ${was(own)} ignored: what ${own === 1 ? 'it' : 'they'} named was not there.`,
        ]
      : []),
    ...(outside > 0 ? [`${messages(outside)} from outside the run ${was(outside)} ignored.`] : []),
  ]
  return sentences.join(' ')
}
