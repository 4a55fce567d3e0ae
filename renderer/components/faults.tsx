/** What is to go wrong in the next run: chosen beforehand, so that a class can say what it expects. */
import { Bomb } from 'lucide-react'
import { Button, Menu, MenuItem, MenuTrigger, Popover, Text } from 'react-aria-components'
import type { FaultInfo } from '../../electron/contract/fault.ts'
import { actions } from '../actions.ts'
import { scenarioOf, useStore } from '../store.ts'

const none: readonly FaultInfo[] = []
const NOTHING = 'nothing'

export function FaultsButton() {
  const faults = useStore((state) => scenarioOf(state)?.faults ?? none)
  const chosen = useStore((state) => state.fault)
  const label = faults.find(({ example }) => example === chosen)?.label
  if (faults.length === 0) return null
  return (
    <MenuTrigger>
      <Button className={chosen === null ? 'select' : 'select armed'}>
        <Bomb size={15} aria-hidden />
        <span>{label === undefined ? 'Faults' : `Next run: ${label}`}</span>
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu
          className="menu"
          aria-label="Let something go wrong in the next run"
          selectionMode="single"
          selectedKeys={[chosen ?? NOTHING]}
          onAction={(key) => actions.setFault(key === NOTHING ? null : String(key))}
        >
          <MenuItem id={NOTHING} textValue="Nothing">
            <Text slot="label">Nothing goes wrong</Text>
          </MenuItem>
          {faults.map(({ example, label, teaches }) => (
            <MenuItem key={example} id={example} textValue={label}>
              <Text slot="label">{label}</Text>
              <code>{example}</code>
              <Text slot="description">{teaches}</Text>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
