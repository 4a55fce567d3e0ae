/** Light, dark, or as the system has it. */
import { Monitor, Moon, Sun } from 'lucide-react'
import { useLayoutEffect } from 'react'
import type { Theme } from '../../electron/contract/desktop.ts'
import { actions } from '../actions.ts'
import { useStore } from '../store.ts'

const next: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' }
const icons = { system: Monitor, light: Sun, dark: Moon }

export function useTheme() {
  const theme = useStore((state) => state.theme)
  // Before anything is seen, so that no other colours flash.
  useLayoutEffect(() => {
    const system = window.matchMedia('(prefers-color-scheme: dark)')
    const apply = () => {
      document.documentElement.dataset.theme = theme === 'system' ? (system.matches ? 'dark' : 'light') : theme
    }
    apply()
    system.addEventListener('change', apply)
    return () => system.removeEventListener('change', apply)
  }, [theme])
}

export function ThemeButton() {
  const theme = useStore((state) => state.theme)
  const Icon = icons[theme]
  return (
    <button
      type="button"
      className="icon"
      title={`Colours: ${theme}`}
      aria-label={`Colours: ${theme}. Change to ${next[theme]}.`}
      onClick={() => actions.setTheme(next[theme])}
    >
      <Icon size={16} aria-hidden />
    </button>
  )
}
