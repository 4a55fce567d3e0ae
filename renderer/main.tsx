import '@fontsource-variable/inter'
import '@fontsource-variable/jetbrains-mono'
import './styles/index.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { attach, setConnected } from './store.ts'
import { connect } from './transport/connect.ts'

const root = document.getElementById('root')
if (!root) throw new Error('The page has no root element.')
void attach(connect(setConnected))
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
