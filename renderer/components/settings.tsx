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
  Text,
  TextField,
} from 'react-aria-components'
import type { SettingSpec, Settings, SettingValue } from '../../electron/contract/settings.ts'
import { actions } from '../actions.ts'
import { choose } from '../choose.ts'
import { shown, specsOf } from '../describe.ts'
import { scenarioOf, useStore } from '../store.ts'
import { Choices } from './choices.tsx'
import { ExternalSettings } from './external.tsx'

export function SettingsButton() {
  const scenario = useStore(scenarioOf)
  const specs = scenario ? specsOf(scenario) : []
  const chosen = useStore((state) => state.settings)
  const recorded = useStore((state) => (state.recording === null ? undefined : state.header?.settings))
  const settings = recorded ?? chosen
  const live = useStore((state) => state.state?.live === true)
  const begun = useStore((state) => (state.recording === null ? state.header?.settings : undefined))
  if (specs.length === 0) return null
  const chosenFor = (spec: SettingSpec) => settings[spec.key] ?? spec.default
  /** What the run that is shown was begun with, where the next one is to have something else. */
  const otherwise = specs.flatMap((spec) => {
    const value = begun?.[spec.key]
    return value === undefined || value === chosenFor(spec) ? [] : [shown(spec, value)]
  })
  return (
    <DialogTrigger>
      <Button className="select">
        <SlidersHorizontal size={15} aria-hidden />
        <span>
          {otherwise.length > 0 && 'Next run: '}
          {specs
            .filter((spec, index) => index < ALWAYS_SHOWN || chosenFor(spec) !== spec.default)
            .map((spec) => shown(spec, chosenFor(spec)))
            .join(' · ')}
        </span>
      </Button>
      <Popover className="popover" placement="bottom end">
        <Dialog className="settings" aria-label="Settings">
          {recorded ? (
            <Recorded specs={specs} settings={recorded} />
          ) : (
            <>
              <p className="hint">
                {live ? 'They take effect with the next run.' : 'They take effect with the run you start.'}
                {otherwise.length > 0 && ` The one you see has: ${otherwise.join(', ')}.`}
              </p>
              {specs.map((spec) => (
                <Setting
                  key={spec.key}
                  spec={spec}
                  value={chosenFor(spec)}
                  onChange={(value) => actions.setSettings(choose(chosen, spec.key, value, scenario?.implications))}
                />
              ))}
              <ExternalSettings />
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

/** A recording's own cannot be changed any more; an older one does not tell all of them. */
const Recorded = ({ specs, settings }: { specs: readonly SettingSpec[]; settings: Settings }) => (
  <>
    <p className="hint">So this recording was made. “Run this live” starts a run with these settings.</p>
    <ul className="recorded">
      {specs.flatMap((spec) => {
        const value = settings[spec.key]
        return value === undefined ? [] : <li key={spec.key}>{shown(spec, value)}</li>
      })}
    </ul>
  </>
)

/** The button tells the first settings, and others where they are not as usual. */
const ALWAYS_SHOWN = 2

interface SettingProps {
  spec: SettingSpec
  value: SettingValue
  onChange: (value: SettingValue) => void
}

function Setting({ spec, value, onChange }: SettingProps) {
  if (spec.type === 'choice') {
    return (
      <Choices
        label={spec.label}
        meaning={spec.meaning}
        choices={spec.choices}
        value={String(value)}
        onChange={onChange}
      />
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
