/** The walkthrough: source, lifelines and state above, what the person does below. */
import { Suspense, useEffect, useLayoutEffect } from 'react'
import { openWhoActs } from './acting.ts'
import { Announcer } from './components/announcer.tsx'
import { Board } from './components/board.tsx'
import { EndRun } from './components/end-run.tsx'
import { Footer } from './components/footer.tsx'
import { Header } from './components/header.tsx'
import { Help } from './components/help.tsx'
import { Mistakes } from './components/mistakes.tsx'
import { Palette } from './components/palette.tsx'
import { Panes } from './components/panes.tsx'
import { Presenter, usePresenter } from './components/presenter.tsx'
import { useDroppedFiles } from './components/recordings.tsx'
import { SourcePane } from './components/source-pane.tsx'
import { StatePane } from './components/state-pane.tsx'
import { Strips } from './components/strips.tsx'
import { useTheme } from './components/theme.tsx'
import { useDesktop } from './desktop.ts'
import { listenToPointer } from './focus.ts'
import { listenToKeys } from './keyboard.ts'
import { tellNotes } from './lessons/told.ts'
import { lateComponent } from './load-late.ts'
import { useStore } from './store.ts'

const Compare = lateComponent(
  'The comparison',
  async () => (await import('./components/compare.tsx')).Compare,
  () => useStore.setState({ comparing: null }),
)

export function App() {
  const comparing = useStore((state) => state.comparing !== null)
  useTheme()
  usePresenter()
  useDroppedFiles()
  useDesktop()
  // Before anything is seen, so that no key is pressed in vain.
  useLayoutEffect(listenToKeys, [])
  useLayoutEffect(listenToPointer, [])
  useEffect(tellNotes, [])
  useEffect(openWhoActs, [])
  return (
    <>
      <Header />
      <Strips />
      <Panes>
        <SourcePane />
        <Board />
        <StatePane />
      </Panes>
      <Footer />
      <Announcer />
      <Help />
      <Mistakes />
      {comparing && (
        <Suspense>
          <Compare />
        </Suspense>
      )}
      <EndRun />
      <Palette />
      <Presenter />
    </>
  )
}
