import '@fontsource-variable/inter'
import '@fontsource-variable/jetbrains-mono'
import './styles/index.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { attach, setConnected } from './host.ts'
import { followAddress, readAddress } from './navigation.ts'
import { playerOnly } from './player-only.ts'
import { openBundled, recordings } from './recordings.ts'
import { connect } from './transport/connect.ts'

const root = document.getElementById('root')
if (!root) throw new Error('The page has no root element.')
const scenario = readAddress()
followAddress()
// A page without a host is alive at once with the first recording.
if (playerOnly) void openBundled(recordings[0]?.id ?? '')
else void attach(connect(setConnected), scenario)
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
