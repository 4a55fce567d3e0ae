/** The page's three panes beside each other, in the shares that a person has given them. */
import type { CSSProperties, ReactNode } from 'react'
import { usePanes } from '../panes.ts'

/** As the style sheet knows them. */
const NAMES = { columns: ['--source', '--board', '--state'], rows: ['--event', '--below'] }

const toStyle = (names: readonly string[], shares: readonly number[] | null) =>
  Object.fromEntries(shares?.map((share, index) => [names[index], `${share}fr`]) ?? [])

export function Panes({ children }: { children: ReactNode }) {
  const { columns, rows } = usePanes()
  const style: CSSProperties = { ...toStyle(NAMES.columns, columns), ...toStyle(NAMES.rows, rows) }
  return <main style={style}>{children}</main>
}
