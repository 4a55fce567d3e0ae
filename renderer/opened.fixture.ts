/** Each test file finds the screen's stores as when it is opened, whatever one before it in this process has done. A set-up of Vitest. */
import { usePanes } from './panes.ts'
import { useSourceView } from './source-view.ts'
import { useStore } from './store.ts'

useStore.setState(useStore.getInitialState(), true)
usePanes.setState(usePanes.getInitialState(), true)
useSourceView.setState(useSourceView.getInitialState(), true)
