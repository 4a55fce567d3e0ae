/** Which scenario: each with its shape, where it comes from, what it teaches, and how long that takes. */
import { ChevronDown } from 'lucide-react'
import { Button, Menu, MenuItem, MenuTrigger, Popover, Text } from 'react-aria-components'
import type { ScenarioInfo } from '../../electron/contract/settings.ts'
import { actions } from '../actions.ts'
import { commands } from '../commands.ts'
import { partOf } from '../lessons/giving.ts'
import { playerOnly } from '../player-only.ts'
import { scenarioOf, useStore } from '../store.ts'
import { Shape } from './shape.tsx'

const none: readonly ScenarioInfo[] = []

function toFirstPage() {
  const { unavailable, run } = commands.firstPage
  if (unavailable(useStore.getState()) === null) run()
}

export function ScenariosButton() {
  const scenarios = useStore(({ info }) => info?.scenarios ?? none)
  const shown = useStore(scenarioOf)
  const id = useStore((state) => state.header?.scenario)
  const part = useStore(({ lesson, presenting }) => (lesson && presenting ? partOf(lesson).title : null))
  if (playerOnly || scenarios.length === 0) return null
  return (
    <MenuTrigger>
      <Button className="scenario" aria-label={`Scenario: ${shown?.title ?? id}`}>
        <b>{shown?.title ?? id}</b>
        <small>{part ?? shown?.source}</small>
        <ChevronDown size={15} aria-hidden />
      </Button>
      <Popover className="popover scenarios" placement="bottom start">
        <Menu
          className="menu"
          aria-label="Scenarios"
          selectionMode="single"
          selectedKeys={shown ? [shown.id] : []}
          onAction={(key) => (key === shown?.id ? toFirstPage() : actions.choose(String(key)))}
        >
          {scenarios.map((scenario) => (
            <Entry key={scenario.id} scenario={scenario} />
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}

function Entry({ scenario: { id, title, source, teaches, summary, minutes, programs } }: { scenario: ScenarioInfo }) {
  return (
    <MenuItem id={id} textValue={title}>
      <Shape programs={programs.filter(({ aside }) => !aside)} />
      <Text slot="label">{title}</Text>
      <small>{minutes !== undefined && `${minutes} min`}</small>
      <Text slot="description">
        {teaches ?? summary}
        <em>{source}</em>
      </Text>
    </MenuItem>
  )
}
