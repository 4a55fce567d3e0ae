/** Recordings: those that come along, the person's own, and what becomes of the trace that is looked at. */
import { Film } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Text } from 'react-aria-components'
import { useShallow } from 'zustand/react/shallow'
import { actions } from '../actions.ts'
import { commands } from '../commands.ts'
import { openLesson } from '../lessons/give.ts'
import { looksLikeLesson } from '../lessons/lesson-file.ts'
import { playerOnly } from '../player-only.ts'
import { openBundled, recordings } from '../recordings.ts'
import { scenarioOf, useStore } from '../store.ts'

const OPEN = 'open'
const COMPARE = 'compare '
const kept = [commands.save, commands.exportTrace, commands.close]

/** Larger files are none of ours, in bytes: ten thousand requests are about half of it. */
const LARGEST = 1024 ** 3

async function openFile(file: File) {
  if (file.size > LARGEST) return actions.complain(`${file.name} is too large for a recording.`)
  const text = await file.text()
  if (looksLikeLesson(text)) return openLesson(file.name, text)
  actions.openRecording(file.name, text)
}

const titleOf = (id: string | undefined) => recordings.find((recording) => recording.id === id)?.title ?? ''

function compareWithOther(id: string) {
  const other = recordings.find((recording) => recording.id === id)?.comparedWith
  if (other !== undefined) void actions.compare(id, other)
}

/** Those of the scenario; a page without a host plays all. */
function useBundled() {
  const scenario = useStore((state) => state.header?.scenario ?? scenarioOf(state)?.id)
  return playerOnly ? recordings : recordings.filter((recording) => recording.scenario === scenario)
}

/** A file that is dropped anywhere on the page is opened. */
export function useDroppedFiles() {
  useEffect(() => {
    const over = (event: DragEvent) => event.preventDefault()
    const drop = (event: DragEvent) => {
      event.preventDefault()
      const file = event.dataTransfer?.files[0]
      if (file) void openFile(file)
    }
    window.addEventListener('dragover', over)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('drop', drop)
    }
  }, [])
}

export function RecordingsButton() {
  const open = useStore((state) => state.recording)
  const why = useStore(useShallow((state) => kept.map(({ unavailable }) => unavailable(state))))
  const impossible = kept.filter((_, index) => why[index] !== null).map(({ id }) => id)
  const dropped = useStore((state) => state.dropped)
  const bundled = useBundled()
  const compared = bundled.filter(({ comparedWith }) => comparedWith !== undefined)
  const input = useRef<HTMLInputElement>(null)
  const [isOpen, setOpen] = useState(false)

  function act(key: React.Key) {
    setOpen(false)
    const command = kept.find(({ id }) => id === key)
    if (command) command.run()
    else if (key === OPEN) input.current?.click()
    else if (String(key).startsWith(COMPARE)) compareWithOther(String(key).slice(COMPARE.length))
    else void openBundled(String(key))
  }
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".sharemem,.jsonl,.json,application/jsonl,application/json"
        hidden
        aria-label="Open a recording"
        onChange={({ target }) => {
          const file = target.files?.[0]
          target.value = ''
          if (file) void openFile(file)
        }}
      />
      <MenuTrigger isOpen={isOpen} onOpenChange={setOpen}>
        <Button className={open === null ? 'select' : 'select open'}>
          <Film size={15} aria-hidden />
          <span>{open === null ? 'Recordings' : `Recording: ${open}`}</span>
        </Button>
        <Popover className="popover" placement="bottom end">
          <Menu className="menu" aria-label="Recordings" onAction={act} disabledKeys={impossible}>
            <MenuSection>
              <Header>This trace</Header>
              {kept.map(({ id, label, meaning }, index) => (
                <MenuItem key={id} id={id} textValue={label}>
                  <Text slot="label">{label}</Text>
                  <Text slot="description">
                    {why[index] ?? meaning}
                    {why[index] === null &&
                      id !== commands.close.id &&
                      dropped > 0 &&
                      `, without the ${dropped.toLocaleString('en-US')} records that are not kept here`}
                  </Text>
                </MenuItem>
              ))}
            </MenuSection>
            <MenuSection>
              <Header>Open</Header>
              <MenuItem id={OPEN} textValue="Open a file">
                <Text slot="label">Open a file …</Text>
                <Text slot="description">or drop it anywhere on this page</Text>
              </MenuItem>
              {bundled.map(({ id, title, shows }) => (
                <MenuItem key={id} id={id} textValue={title}>
                  <Text slot="label">{title}</Text>
                  <Text slot="description">{shows}</Text>
                </MenuItem>
              ))}
            </MenuSection>
            {compared.length > 0 && (
              <MenuSection>
                <Header>Compare</Header>
                {compared.map(({ id, title, comparedWith }) => (
                  <MenuItem key={COMPARE + id} id={COMPARE + id} textValue={`Compare ${title}`}>
                    <Text slot="label">
                      {title} beside {titleOf(comparedWith)}
                    </Text>
                  </MenuItem>
                ))}
              </MenuSection>
            )}
          </Menu>
        </Popover>
      </MenuTrigger>
    </>
  )
}

/** For the first screen: something to look at before anything runs. */
export function RecordingsToBegin() {
  const bundled = useBundled()
  if (bundled.length === 0) return null
  return (
    <div className="begin">
      <h2>Or look at a recording first</h2>
      <p>
        {bundled.map(({ id, title, shows }) => (
          <button key={id} type="button" title={shows} onClick={() => void openBundled(id)}>
            {title}
          </button>
        ))}
      </p>
    </div>
  )
}
