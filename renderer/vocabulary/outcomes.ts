/** How a run ended, in a few words. */
const titles: Readonly<Record<string, string>> = {
  completed: 'Completed',
  stopped: 'Stopped',
  'lost-request': 'The request was lost',
  'wrong-data': 'Wrong data were read',
  timeout: 'Timeout',
  trap: 'Trap',
  crash: 'Crash',
  'api-error': 'A call failed',
  'not-started': 'Not started',
}

export const titleOf = (name: string): string => titles[name] ?? name
