/** One of a few, each with what it means. */
import { Label, Radio, RadioGroup, Text } from 'react-aria-components'

export interface Choice {
  readonly value: string
  readonly label: string
  readonly meaning: string
}

interface Props {
  label: string
  meaning?: string
  choices: readonly Choice[]
  value: string
  onChange: (value: string) => void
}

export function Choices({ label, meaning, choices, value, onChange }: Props) {
  return (
    <RadioGroup value={value} onChange={onChange} className="setting">
      <Label>{label}</Label>
      {meaning && <Text slot="description">{meaning}</Text>}
      {choices.map((choice) => (
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
