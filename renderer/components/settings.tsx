/** The scenario's settings, from its own description; what is asked has its place at the bottom of the screen. */
import { SlidersHorizontal } from 'lucide-react'
import {
  Button,
  Dialog,
  DialogTrigger,
  Input,
  Label,
  NumberField,
  Popover,
  Radio,
  RadioGroup,
  Text,
  TextField,
} from 'react-aria-components'
import type { Implication, SettingSpec, Settings, SettingValue } from '../../electron/contract/settings.ts'
import { actions } from '../actions.ts'
import { ASK, scenarioOf, useStore } from '../store.ts'

export function SettingsButton() {
  const scenario = useStore(scenarioOf)
  const specs = scenario?.settings.filter(({ key }) => key !== ASK || !scenario.asks)
  const settings = useStore((state) => state.settings)
  const live = useStore((state) => state.state?.live === true)
  if (!specs || specs.length === 0) return null
  const chosenFor = (spec: SettingSpec) => settings[spec.key] ?? spec.default
  return (
    <DialogTrigger>
      <Button className="select">
        <SlidersHorizontal size={15} aria-hidden />
        <span>
          {specs
            .filter((spec, index) => index < ALWAYS_SHOWN || chosenFor(spec) !== spec.default)
            .map((spec) => shown(spec, chosenFor(spec)))
            .join(' · ')}
        </span>
      </Button>
      <Popover className="popover" placement="bottom end">
        <Dialog className="settings" aria-label="Settings">
          <p className="hint">
            {live ? 'They take effect with the next run.' : 'They take effect with the run you start.'}
          </p>
          {specs.map((spec) => (
            <Setting
              key={spec.key}
              spec={spec}
              value={chosenFor(spec)}
              onChange={(value) => actions.setSettings(choose(settings, spec.key, value, scenario?.implications))}
            />
          ))}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

/** The button tells the first settings, and others where they are not as usual. */
const ALWAYS_SHOWN = 2

/** Takes along what would not go with the choice. */
function choose(settings: Settings, key: string, value: SettingValue, implications: readonly Implication[] = []) {
  const applies = ({ key: of, is, isNot }: Implication) =>
    of === key && (is?.includes(value) ?? true) && !isNot?.includes(value)
  return Object.assign({ ...settings, [key]: value }, ...implications.filter(applies).map(({ takes }) => takes))
}

function shown(spec: SettingSpec, value: SettingValue): string {
  const choice = spec.type === 'choice' ? spec.choices.find((candidate) => candidate.value === value) : undefined
  return `${spec.label}: ${choice?.label.toLowerCase() ?? value}`
}

interface SettingProps {
  spec: SettingSpec
  value: SettingValue
  onChange: (value: SettingValue) => void
}

function Setting({ spec, value, onChange }: SettingProps) {
  if (spec.type === 'choice') {
    return (
      <RadioGroup value={String(value)} onChange={onChange} className="setting">
        <Label>{spec.label}</Label>
        <Text slot="description">{spec.meaning}</Text>
        {spec.choices.map((choice) => (
          <Radio key={choice.value} value={choice.value}>
            <i aria-hidden />
            <span>
              <b>{choice.label}</b> {choice.meaning}
            </span>
          </Radio>
        ))}
      </RadioGroup>
    )
  }
  if (spec.type === 'integer') {
    return (
      <NumberField
        className="setting"
        value={Number(value)}
        minValue={spec.minimum}
        maxValue={spec.maximum}
        onChange={(number) => Number.isNaN(number) || onChange(number)}
      >
        <Label>{spec.label}</Label>
        <Input />
        <Text slot="description">{spec.meaning}</Text>
      </NumberField>
    )
  }
  return (
    <TextField className="setting" value={String(value)} maxLength={spec.maximumLength} onChange={onChange}>
      <Label>{spec.label}</Label>
      <Input className="wide" />
      <Text slot="description">{spec.meaning}</Text>
    </TextField>
  )
}
