/** Recordings: those that come along, the person's own, and what becomes of the trace that is looked at. */
import { Film } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Text } from 'react-aria-components'
import { actions } from '../actions.ts'
import { commands } from '../commands.ts'
import { playerOnly } from '../player-only.ts'
import { openBundled, recordings } from '../recordings.ts'
import { scenarioOf, useStore } from '../store.ts'

const OPEN = 'open'
const kept = [commands.save, commands.exportTrace, commands.close]

/** Larger files are none of ours, in bytes: ten thousand requests are about half of it. */
const LARGEST = 1024 ** 3

async function openFile(file: File) {
  if (file.size > LARGEST) return actions.complain(`${file.name} is too large for a recording.`)
  actions.openRecording(file.name, await file.text())
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
  const impossible = useStore((state) =>
    kept
      .filter(({ unavailable }) => unavailable(state) !== null)
      .map(({ id }) => id)
      .join(),
  )
  const dropped = useStore((state) => state.dropped)
  const bundled = useBundled()
  const input = useRef<HTMLInputElement>(null)
  const [isOpen, setOpen] = useState(false)

  function act(key: React.Key) {
    setOpen(false)
    const command = kept.find(({ id }) => id === key)
    if (command) command.run()
    else if (key === OPEN) input.current?.click()
    else void openBundled(String(key))
  }
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".jsonl,application/jsonl"
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
          <Menu className="menu" aria-label="Recordings" onAction={act} disabledKeys={impossible.split(',')}>
            <MenuSection>
              <Header>This trace</Header>
              {kept.map(({ id, label, meaning }) => (
                <MenuItem key={id} id={id} textValue={label}>
                  <Text slot="label">{label}</Text>
                  <Text slot="description">
                    {meaning}
                    {id !== commands.close.id &&
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
