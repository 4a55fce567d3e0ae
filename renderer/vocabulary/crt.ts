/** The console functions of the C run-time library, in words. */
import { type CallWords, text, type Vocabulary } from './words.ts'

const printed = (line: string) => line.trimEnd()

const prints: CallWords = {
  next: (args) => `will print “${printed(text(args, 'text'))}”`,
  done: (args, who) => `${who} printed “${printed(text(args, 'text'))}” to its console.`,
  failures: {},
  detail: ({ args }) => printed(text(args, 'text')),
}

/** Nobody sits at the console of a process: whoever presses something there is Sharemem, at a step or by itself. */
const BY_SHAREMEM = 'Sharemem in a person’s place'
const ELSE = 'a step does that, or else Sharemem when its moment has come'

const waitsForKey: CallWords = {
  next: () => `will wait until a key is pressed; ${ELSE}`,
  done: (_args, who) =>
    `${who} waited for a key, which was pressed by ${BY_SHAREMEM}. Until then all that it had open stayed open.`,
  failures: { EOF: 'its process is about to end' },
  waits: true,
  detail: ({ result }) => (result.name === 'EOF' ? '→ EOF' : 'a key was pressed'),
}

const box: CallWords = {
  next: (args) => `will show a box with “${text(args, 'lpszText')}”, and wait until it is dismissed; ${ELSE}`,
  done: (args, who) =>
    `${who} showed a box with “${text(args, 'lpszText')}”, and did nothing until it was dismissed by ${BY_SHAREMEM}.`,
  failures: { EOF: 'its process is about to end' },
  waits: true,
  detail: ({ args, result }) => (result.name === 'EOF' ? '→ EOF' : text(args, 'lpszText')),
}

const looksForKey: CallWords = {
  next: () => 'will look whether a key has been pressed, without waiting for one',
  done: (_args, who, { code }) =>
    `${who} looked whether a key had been pressed: ${code === 0 ? 'none had' : 'one had'}. It did not wait.`,
  failures: {},
  minor: true,
  detail: ({ result }) => (result.code === 0 ? 'no key' : 'a key was pressed'),
}

export const crt: Vocabulary = {
  calls: {
    ...{ printf: prints, wprintf: prints },
    ...{ getchar: waitsForKey, _getwch: waitsForKey, _kbhit: looksForKey, AfxMessageBox: box },
  },
  failures: {},
  errorOf: ({ result }) => (result.name === 'EOF' ? 'EOF' : null),
  usage: '',
}
