/** The walkthrough: source, lifelines and state above, what the person does below. */
import { useLayoutEffect } from 'react'
import { listenToKeys } from './commands.ts'
import { Announcer } from './components/announcer.tsx'
import { Board } from './components/board.tsx'
import { Footer } from './components/footer.tsx'
import { Header } from './components/header.tsx'
import { Help } from './components/help.tsx'
import { Mistakes } from './components/mistakes.tsx'
import { Presenter, usePresenter } from './components/presenter.tsx'
import { useDroppedFiles } from './components/recordings.tsx'
import { SourcePane } from './components/source-pane.tsx'
import { StatePane } from './components/state-pane.tsx'
import { useTheme } from './components/theme.tsx'
import { listenToPointer } from './focus.ts'

export function App() {
  useTheme()
  usePresenter()
  useDroppedFiles()
  // Before anything is seen, so that no key is pressed in vain.
  useLayoutEffect(listenToKeys, [])
  useLayoutEffect(listenToPointer, [])
  return (
    <>
      <Header />
      <main>
        <SourcePane />
        <Board />
        <StatePane />
      </main>
      <Footer />
      <Announcer />
      <Help />
      <Mistakes />
      <Presenter />
    </>
  )
}
