import '@fontsource-variable/inter'
import '@fontsource-variable/jetbrains-mono'
import './styles/index.css'
import { StrictMode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { App } from './app.tsx'
import { attach, setConnected } from './host.ts'
import { notesOf } from './lessons/channel.ts'
import { keepOn } from './lessons/told.ts'
import { addressedScenario, followAddress, openAddressed, readAddress } from './navigation.ts'
import { playerOnly } from './player-only.ts'
import { openBundled, recordings } from './recordings.ts'
import { keepRuns } from './runs/keeper.ts'
import { connect } from './transport/connect.ts'

/** Notes are looked at beside the page of the class, and ask no host for anything. */
function showNotes(page: string, root: Root) {
  void import('./components/notes.tsx').then(({ Notes }) => root.render(<Notes page={page} />))
}

const root = document.getElementById('root')
if (!root) throw new Error('The page has no root element.')

function showClass(root: Root) {
  readAddress()
  followAddress()
  keepOn()
  // A page without a host is alive at once with the first recording.
  if (playerOnly) void openBundled(recordings[0]?.id ?? '').then(openAddressed)
  else {
    keepRuns()
    void attach(connect(setConnected), addressedScenario).then(openAddressed)
  }
  root.render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}

const page = notesOf(location.hash)
if (page === null) showClass(createRoot(root))
else showNotes(page, createRoot(root))
