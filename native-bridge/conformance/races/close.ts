/**
 * The last close of a name against its opening and its creation anew: who opens it has a living one, or hears that there
 * is none; and there are never two of one name.
 */
import { NO_ERROR } from '../../os2/errors.ts'
import { address } from '../../units.ts'
import { type Answer, answer, type Kind, NOTHING, type Racer, type Steps } from './kind.ts'
import { type Made, namedOf } from './named.ts'

const [OWNER, OPENER, CREATOR] = [0, 1, 2] as const

/** Who has made it, and in which round. */
const wordOf = (index: number, round: number) => round * 8 + index + 1

function steps({ os2, touch, mark, index }: Racer): Steps {
  let held = 0

  function keep(made: Made) {
    held = made.code === NO_ERROR ? made.handle : 0
    return made
  }
  function create(round: number) {
    const made = keep(namedOf(round).create(os2, mark))
    const word = Buffer.alloc(4)
    word.writeUInt32LE(wordOf(index, round))
    if (held !== 0 && namedOf(round).holdsWord) touch.write(address(held), 0, word)
    return made
  }
  function read(round: number): Answer {
    if (held === 0 || !namedOf(round).holdsWord) return NOTHING
    return { word: Buffer.from(touch.read(address(held), 0, 4)).readUInt32LE() }
  }
  function close(round: number) {
    const closed = namedOf(round).close(os2, held)
    held = 0
    return { code: closed, handle: 0 }
  }

  return {
    round: [
      (round) => (index === OWNER ? create(round) : NOTHING),
      (round) => {
        if (index === OWNER) return held === 0 ? NOTHING : close(round)
        return index === OPENER ? keep(namedOf(round).open(os2, mark)) : create(round)
      },
      // It can be opened as long as anybody holds it, and only then; and closed again.
      (round) => {
        if (index !== OWNER) return read(round)
        const again = namedOf(round).open(os2, mark)
        if (again.code === NO_ERROR) namedOf(round).close(os2, again.handle)
        return again
      },
      (round) => (held === 0 ? NOTHING : close(round)),
    ],
  }
}

export const close: Kind = {
  name: 'close',
  processes: 3,
  gifts: false,
  steps,
  judge(answers, round) {
    const { taken, missing } = namedOf(round)
    const made = answer(answers, 0, OWNER, 'code')
    if (made !== NO_ERROR) return [`creating a name that is free gave ${made}`]
    const [closed, opened, created] = [OWNER, OPENER, CREATOR].map((index) => answer(answers, 1, index, 'code'))
    const [, openedHandle, createdHandle] = [OWNER, OPENER, CREATOR].map((each) => answer(answers, 1, each, 'handle'))
    const again = answer(answers, 2, OWNER, 'code')
    const isHeld = opened === NO_ERROR || created === NO_ERROR
    const wrong: string[] = []
    if (closed !== NO_ERROR) wrong.push(`closing gave ${closed}`)
    if (opened !== NO_ERROR && opened !== missing) wrong.push(`opening gave ${opened}`)
    if (created !== NO_ERROR && created !== taken) wrong.push(`creating anew gave ${created}`)
    if (opened === NO_ERROR && created === NO_ERROR && openedHandle !== createdHandle) {
      wrong.push('two of one name are alive')
    }
    if (again !== (isHeld ? NO_ERROR : missing)) wrong.push(`opening it afterwards gave ${again}`)
    const maker = created === NO_ERROR ? CREATOR : OWNER
    for (const { word } of (answers[2] ?? []).filter((each) => 'word' in each)) {
      if (word !== wordOf(maker, round)) wrong.push('what was opened is another than was named')
    }
    for (const { code } of (answers[3] ?? []).filter((each) => 'code' in each)) {
      if (code !== NO_ERROR) wrong.push(`closing what was opened or created gave ${code}`)
    }
    return wrong
  },
}
